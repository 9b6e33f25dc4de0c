// The page between a marked link and its target: copies the address, and closes the tab that the link has opened. Without script both are left out.
const of = name => document.querySelector(`[data-do=${name}]`);
const copy = of('copy'), status = document.querySelector('[role=status]');

// Only a safe origin has a clipboard (Clipboard API 5): elsewhere the address is there to be marked.
copy.hidden = !navigator.clipboard;
copy.addEventListener('click', async () => {
  await navigator.clipboard.writeText(copy.dataset.address);
  status.textContent = status.dataset.copied;
});

// A tab with nothing before this page in it can be closed; any other one goes to the mailbox, as the link says.
of('leave').addEventListener('click', event => {
  if (history.length > 1) return;
  event.preventDefault();
  close();
});

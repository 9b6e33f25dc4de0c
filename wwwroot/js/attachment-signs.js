// Says below a file what its content gives away that its name does not. Asked for once, after the message is shown.

/** `files` is the list of attachments of one message. */
export async function look(files) {
  const address = files.dataset.signs;
  delete files.dataset.signs;
  let signs;
  try {
    const answer = await fetch(new URL(address, document.baseURI), { credentials: 'same-origin', priority: 'low' });
    if (answer.status !== 200) return;
    ({ signs } = await answer.json());
  } catch {
    // Opening a file tells it, too.
    return;
  }
  for (const { section, text } of signs) {
    const file = files.querySelector(`[data-section="${CSS.escape(section)}"]`);
    if (file && !file.parentElement.querySelector('.rd-prog')) file.after(Object.assign(document.createElement('p'), { className: 't12 rd-prog', textContent: text, role: 'note' }));
  }
}

// The prompt for a new password: sends it over HTTP, so that the answer can bring a new cookie while the page stays.

/** Opens the prompt, which only a new password or another account closes. */
export function open(dialog) {
  if (dialog.open) return;
  dialog.oncancel = event => event.preventDefault();
  const form = dialog.querySelector('form');
  form.onsubmit = event => {
    event.preventDefault();
    send(dialog, form);
  };
  dialog.showModal();
}

async function send(dialog, form) {
  const button = form.querySelector('[type=submit]'), alert = form.querySelector('[role=alert]');
  button.disabled = true;
  alert.hidden = true;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    if (answer.status === 204) {
      form.password.value = '';
      dialog.close();
      return document.dispatchEvent(new Event('webmail:renewed'));
    }
    alert.textContent = (await answer.json()).message;
  } catch {
    alert.textContent = form.dataset.lost;   // no answer, or one that is not ours
  } finally {
    button.disabled = false;
  }
  alert.hidden = false;
  form.password.select();
}

// Answers requests for read receipts: as the person decides, or by itself where they settled it once and for all.
import * as notice from './notice.js';
import { read, Lost } from './compose-http.js';
import { say } from './compose-words.js';

async function answer(form, what) {
  const url = new URL(form.getAttribute('action'), document.baseURI), account = document.getElementById('reader').dataset.account;
  url.searchParams.set('answer', what);
  if (account) url.searchParams.set('a', account);
  const wasFocused = form.contains(document.activeElement);
  const body = new FormData(form);
  form.hidden = true;
  if (wasFocused) document.getElementById('reader').focus();
  try {
    const reply = await fetch(url, { method: 'POST', body, credentials: 'same-origin' }).catch(() => { throw new Lost('LostMail'); });
    const { state, reason } = await read(reply.status, () => reply.json());
    if (reason) throw new Error(reason);
    form.remove();
    if (what === 'send') notice.show({ text: say(state === 'sent' ? 'ReceiptSent' : 'ReceiptAnswered'), stay: 4000 });
  } catch (fault) {
    // What sends itself is tried again when the message is opened the next time.
    if (what === 'auto') return;
    form.hidden = false;
    notice.show({ text: say('ReceiptNotSent', fault.reason ? say(fault.reason) : fault.message), isError: true });
  }
}

document.addEventListener('submit', e => {
  const form = e.target.closest?.('form[data-receipt]');
  if (!form) return;
  e.preventDefault();
  answer(form, e.submitter?.value ?? 'none');
});

document.addEventListener('reader:shown', e => {
  const form = e.target.querySelector('.msg:not([hidden]) form[data-receipt=auto]');
  if (form) answer(form, 'auto');
});

// What belongs to the sender of the message that is shown: what is found out on opening, the way out of a list, and that the person knows an
// address. Comes with the first message that needs it.
import * as notice from './notice.js';
import { addressOf } from './reader.js';
import { openDialog } from './menus.js';

const words = JSON.parse(document.getElementById('trust-words').textContent);
const asked = new WeakSet();

/** Asks for what the page could not say at once, and puts it where it belongs. */
export async function learn(article, key) {
  if (asked.has(article) || !article.querySelector('[data-more]')) return;
  asked.add(article);
  const answer = await fetch(addressOf(key, 'trust'), { credentials: 'same-origin', priority: 'low' });
  if (answer.status !== 200) return asked.delete(article);
  const template = document.createElement('template');
  template.innerHTML = await answer.text();
  for (const part of template.content.querySelectorAll('[data-trust]')) {
    const old = article.querySelector(`[data-trust=${part.dataset.trust}]`);
    const wasOpen = old?.querySelector('[popover]:popover-open'), wasFocused = old?.contains(document.activeElement);
    old?.replaceWith(part);
    if (wasFocused) part.querySelector('button')?.focus();
    if (wasOpen) part.querySelector('[popovertarget]')?.click();
  }
}

/** The message is treated like any other from now on: its links open, its attachments are there. */
function release(article) {
  const frame = article.querySelector('iframe[data-sandbox]');
  if (frame) {
    frame.setAttribute('sandbox', frame.dataset.sandbox);
    delete frame.dataset.sandbox;
    // What a frame may do is settled when its document is loaded.
    frame.src = frame.getAttribute('src');
  }
  for (const held of article.querySelectorAll('[data-held]')) held.hidden = false;
  article.querySelector('[data-held-note]')?.remove();
  article.querySelector('[data-trust-do=release]')?.remove();
  document.getElementById('reader').focus();
}

async function post(form) {
  const url = new URL(form.getAttribute('action'), document.baseURI), account = document.getElementById('reader').dataset.account;
  if (account) url.searchParams.set('a', account);
  const answer = await fetch(url, { method: 'POST', body: new FormData(form), credentials: 'same-origin' }).catch(() => null);
  // Signed out in another tab: the page itself leads to the form.
  if (answer?.status === 401) location.reload();
  return answer?.ok ? answer : null;
}

async function know(form) {
  const article = form.closest('.msg');
  form.closest('dialog').close();
  if (!await post(form)) return notice.show({ text: words.KnownNotKept, isError: true });
  release(article);
  article.querySelector('.alarm').remove();
}

async function unsubscribe(form) {
  const button = form.querySelector('[type=submit]'), fault = form.querySelector('[data-trust-fault]');
  button.disabled = true;
  fault.hidden = true;
  const { done, reason } = await post(form).then(answer => answer?.json()).catch(() => null) ?? { reason: words.Lost };
  button.disabled = false;
  if (!done) {
    fault.textContent = reason;
    fault.hidden = false;
    return;
  }
  const bar = form.closest('.rd-unsub');
  form.closest('dialog').close();
  bar.remove();
  document.getElementById('reader').focus();
  notice.show({ text: done });
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('#reader [data-trust-do]');
  if (!button) return;
  if (button.dataset.trustDo === 'ask') openDialog(button.parentElement.querySelector('dialog'));
  else if (button.dataset.trustDo === 'close') button.closest('dialog').close();
  else release(button.closest('.msg'));
});

document.addEventListener('submit', event => {
  const form = event.target.closest?.('#reader form[data-trust-form]');
  if (!form) return;
  event.preventDefault();
  if (form.dataset.trustForm === 'known') know(form);
  else unsubscribe(form);
});

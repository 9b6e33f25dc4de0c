// Answers to invitations: sent like any message, with the seconds to take them back; then the cards are put in place anew.
import * as outbox from './outbox.js';
import { read, Lost } from './compose-http.js';
import { say } from './compose-words.js';

const host = () => document.getElementById('reader');

function addressOf(path) {
  const url = new URL(path, document.baseURI);
  if (host().dataset.account) url.searchParams.set('a', host().dataset.account);
  return url;
}

async function answer(form, button) {
  if (form.getAttribute('aria-busy') === 'true') return;
  const body = new FormData(form, button), fault = form.querySelector('.inv-fault');
  form.setAttribute('aria-busy', 'true');
  fault.hidden = true;
  try {
    const reply = await fetch(addressOf(form.getAttribute('action')), { method: 'POST', body, credentials: 'same-origin' }).catch(() => { throw new Lost('LostServer'); });
    const { reason, outbox: id, holdSeconds } = await read(reply.status, () => reply.json());
    if (reason) throw new Error(reason);
    outbox.sent({ outbox: id, holdSeconds });
    await refresh(form.closest('.invs'), true);
  } catch (problem) {
    fault.textContent = problem.reason ? say(problem.reason) : problem.message;
    fault.hidden = false;
  } finally {
    form.removeAttribute('aria-busy');
  }
}

/** Fetches the cards as they are now. Fails in silence: what was done is done, and the next look shows it. */
async function refresh(cards, isAnswered) {
  const reply = await fetch(addressOf(cards.dataset.path), { credentials: 'same-origin' }).catch(() => null);
  if (!reply?.ok || !cards.isConnected) return;
  const template = document.createElement('template');
  template.innerHTML = await reply.text();
  const fresh = template.content.querySelector('.invs');
  if (!fresh) return;
  keep(cards, fresh, isAnswered);
  const had = isAnswered || cards.contains(document.activeElement);
  cards.replaceWith(fresh);
  if (had) (fresh.querySelector('.inv-given') ?? fresh.querySelector('form[data-invitation] button'))?.focus();
}

/** What is unfolded or written stays so; what was said with an answer is said. */
function keep(before, after, isAnswered) {
  const folded = cards => [...cards.querySelectorAll('details:not(.inv-comment)')];
  folded(before).forEach((one, i) => { const same = folded(after)[i]; if (same) same.open = one.open; });
  if (isAnswered) return;
  before.querySelectorAll('.inv-comment').forEach((one, i) => {
    const same = after.querySelectorAll('.inv-comment')[i];
    if (!same) return;
    same.open = one.open;
    same.querySelector('textarea').value = one.querySelector('textarea').value;
  });
}

document.addEventListener('submit', e => {
  const form = e.target.closest?.('form[data-invitation]');
  if (!form) return;
  e.preventDefault();
  answer(form, e.submitter);
});

// An answer went out, or was taken back.
document.addEventListener('outbox:changed', () => { for (const cards of host().querySelectorAll('.invs')) refresh(cards, false); });

// Messages on their way: the seconds in which sending can be taken back, and the panel of what has not gone out yet.
import * as notice from './notice.js';
import { ask } from './compose-http.js';
import { say, clock } from './compose-words.js';

/** Milliseconds between two looks while something moves by itself. */
const pause = 1500;

const panel = () => document.getElementById('outbox');
const moving = ['held', 'submitting', 'submitted', 'filedInSent'];
let entries = [];
let drawn = '';
let timer = 0;
let reopen;
const told = new Map();

/** The notice that offers to take the newest message back. */
let offer = { id: null, shown: null };

/** `open` gives a draft back into a window, and says in it why it was not sent. */
export function start(open) {
  reopen = open;
  panel().addEventListener('click', e => {
    const button = e.target.closest('[data-outbox]');
    if (button) act[button.dataset.outbox](button.closest('[data-id]').dataset.id);
  });
  look();
}

/** A message was accepted for sending; it waits `holdSeconds` before it goes. */
export function sent({ outbox, holdSeconds }) {
  told.set(outbox, 'held');
  let left = holdSeconds;
  const words = () => left > 0 ? say('Held', left) : say('SendingNow');
  const shown = notice.show({ text: words(), undo: holdSeconds > 0 ? () => act.edit(outbox) : undefined, stay: Math.max(2, holdSeconds) * 1000 });
  offer = { id: outbox, shown };
  const tick = setInterval(() => { if (--left <= 0 || !shown.element.isConnected) clearInterval(tick); else notice.change(shown, words()); }, 1000);
  notice.tell(holdSeconds > 0 ? say('HeldSpoken', holdSeconds) : say('SendingNow'));
  look();
}

/** What became of a message of this id; null if it was not taken for sending. Throws `Lost` while nobody can say. */
export const find = async id => (await ask('GET', `outbox/${id}.json`)).entry;

const act = {
  async edit(id) {
    const why = whyNot(entries.find(entry => entry.id === id));
    const draft = await takeBack(id);
    if (draft) reopen(draft, why);
  },
  async cancel(id) {
    const isUnclear = entries.some(entry => entry.id === id && entry.step === 'unclear');
    const draft = await takeBack(id);
    if (!draft) return;
    try {
      const answer = await ask('PUT', `compose/${draft.id}`, draft);
      if (answer.state !== 'saved') return reopen(draft);
      notice.show({ text: say(isUnclear ? 'CancelledAgain' : 'Cancelled'), action: () => reopen({ ...draft, savedAs: answer.savedAs }), name: say('Edit') });
    } catch {
      reopen(draft);
    }
  },
  async send(id) {
    panel().hidePopover();
    if (id === offer.id) notice.end(offer.shown);
    try { await ask('POST', `outbox/${id}/send`); } catch (fault) { notice.show({ text: say(fault.reason ?? 'LostServer'), isError: true }); }
    look();
  },
};

async function takeBack(id) {
  if (panel().matches(':popover-open')) panel().hidePopover();
  if (id === offer.id) notice.end(offer.shown);
  try {
    const answer = await ask('POST', `outbox/${id}/undo`);
    told.delete(id);
    if (answer?.draft) return answer.draft;
    if (answer?.isTakenBack) { changed(); notice.show({ text: say('TakenBack'), stay: 4000 }); notice.tell(say('TakenBack')); return null; }
    notice.show({ text: say('TooLate') });
  } catch (fault) {
    notice.show({ text: say('UndoLost', say(fault.reason ?? 'LostServer')), isError: true, stay: null, action: () => act.edit(id), name: say('Retry') });
  } finally {
    look();
  }
  return null;
}

/** Asks what is in the outbox, and goes on asking while something moves. */
async function look() {
  clearTimeout(timer);
  try {
    entries = (await ask('GET', 'outbox.json')).entries;
  } catch {
    // Asked again below; what was shown stays.
    if (entries.some(entry => moving.includes(entry.step))) timer = setTimeout(look, pause * 4);
    return;
  }
  for (const entry of entries) tell(entry);
  // What was on its way and is not listed any more has gone out.
  for (const [id, step] of told) if (moving.includes(step) && !entries.some(entry => entry.id === id)) { told.delete(id); if (id === offer.id) notice.end(offer.shown); done(); }
  draw();
  if (entries.some(entry => moving.includes(entry.step))) timer = setTimeout(look, pause);
}

function tell(entry) {
  const before = told.get(entry.id);
  told.set(entry.id, entry.step);
  if (before === entry.step) return;
  if (entry.id === offer.id && entry.step !== 'held') notice.end(offer.shown);
  if (entry.step === 'done') { if (before) done(); return; }
  if (!before || !['failed', 'unclear'].includes(entry.step)) return;
  const text = say(entry.step === 'failed' ? 'FailedNotice' : 'UnclearNotice', entry.subject || say('NoSubject'));
  notice.tell(text, true);
  notice.show({ text, isError: true, stay: null, action: () => { const line = document.querySelector('.outbox-line'); if (line?.checkVisibility()) line.click(); else panel().showPopover(); }, name: say('Show') });
}

/** For what shows more of a message on its way than this panel does. */
const changed = () => document.dispatchEvent(new CustomEvent('outbox:changed'));

function done() {
  changed();
  if (!notice.canTakeBack()) notice.show({ text: say('Sent'), stay: 4000 });
  notice.tell(say('Sent'));
}

function draw() {
  const shown = entries.filter(entry => entry.step !== 'done');
  document.body.toggleAttribute('data-outbox', shown.length > 0);
  document.body.style.setProperty('--outbox', `"${shown.length}"`);
  if (!shown.length && panel().matches(':popover-open')) panel().hidePopover();
  // What is drawn stays the same element: a press on a button must not lose it.
  if (drawn === (drawn = JSON.stringify(shown))) return;
  const list = panel().querySelector('ul');
  const focused = document.activeElement?.closest?.('#outbox [data-id]')?.dataset.id, what = document.activeElement?.dataset?.outbox;
  list.replaceChildren(...shown.map(item));
  if (focused) (list.querySelector(`[data-id="${focused}"] [data-outbox=${what}]:not([hidden])`) ?? panel()).focus();
}

/** Why it has not gone out; empty if nothing is wrong with it. */
const whyNot = entry => [entry?.failure, ...(entry?.refusals ?? []).map(refusal => `${refusal.address}: ${refusal.text}`)].filter(Boolean).join('\n');

function item(entry) {
  const element = panel().querySelector('template').content.firstElementChild.cloneNode(true);
  const set = (slot, text) => { const place = element.querySelector(`[data-slot=${slot}]`); place.textContent = text; place.hidden = !text; };
  element.dataset.id = entry.id;
  element.dataset.step = entry.step;
  set('subject', entry.subject || say('NoSubject'));
  set('recipients', say('ToWhom', entry.recipients.slice(0, 5).join(', ') + (entry.recipients.length > 5 ? ` ${say('More', entry.recipients.length - 5)}` : '')));
  set('step', say(`Step_${entry.step}`, entry.sendAt ? clock(entry.sendAt) : ''));
  set('why', whyNot(entry));
  const isWaiting = ['held', 'failed', 'unclear'].includes(entry.step);
  for (const button of element.querySelectorAll('[data-outbox]')) button.hidden = !isWaiting;
  if (entry.step === 'unclear') element.querySelector('[data-outbox=cancel]').textContent = say('CancelSendingAgain');
  element.querySelector('[data-outbox=send]').textContent = say(entry.step === 'held' ? 'SendNow' : entry.step === 'unclear' ? 'SendAgain' : 'Retry');
  return element;
}

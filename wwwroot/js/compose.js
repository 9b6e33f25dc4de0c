// The composers of the page: opens, arranges and brings back their windows. They belong to the page, not to the circuit: what is being
// written outlives a lost connection, and what is written down outlives the page.
import * as list from './list.js';
import * as reader from './reader.js';
import * as store from './compose-store.js';
import * as outbox from './outbox.js';
import * as notice from './notice.js';
import { Composer } from './compose-window.js';
import { load } from './compose-library.js';
import { parse, format } from './compose-addresses.js';
import { toHtml } from './compose-text.js';
import { ask } from './compose-http.js';
import { listenBeside } from './compose-drop.js';
import { identifier } from './compose-identifier.js';
import { say, clock } from './compose-words.js';
import { load as loadAccount } from './compose-account.js';
import { whenIdle } from './later.js';
import './receipts.js';

const host = document.getElementById('compose');

/** Pixels: the narrowest that a window is good to write in, the title of each further one beside two of them, and what parts them. */
const narrowest = 520, titleWidth = 176, gap = 16;

/** Milliseconds in which a draft that was thrown away can be had back. */
const regret = 8000;

const windows = [];
const kinds = {
  reply: 'reply', 'reply-all': 'replyAll', 'reply-to-list': 'replyToList', forward: 'forward', 'forward-attached': 'forwardAsAttachment',
  'edit-as-new': 'editAsNew', redirect: 'redirect',
};

/** Messages that are forwarded at once: the server's own limit. */
const forwardedAtMost = 100;

/** Does what an action of the page asks for: compose, or one of `kinds`. `uid` names the message where it is neither selected nor open. */
export async function start(action, uid) {
  if (action === 'compose') return create();
  const keys = await about(uid);
  if (!keys.length) return;
  const many = keys.length > 1, kind = many && action === 'forward' ? 'forwardAsAttachment' : kinds[action];
  if (many && kind !== 'forwardAsAttachment') return notice.show({ text: say('OnlyOne'), isError: true });
  if (keys.length > forwardedAtMost) return notice.show({ text: say('TooMany', forwardedAtMost), isError: true });
  return begin(kind, keys);
}

/** Copies of drafts that newer ones have taken the place of, while the list may still show them. */
const replaced = new Map();

/** Goes on with a message of the mailbox for drafts. */
export async function resume(key) {
  const newest = name => replaced.has(name) ? newest(replaced.get(name)) : name;
  // One that was just put away is saved first: otherwise its files would be looked for in a copy that is about to go.
  await [...closing].find(one => one.draft?.savedAs === newest(nameOf(key)))?.saving.save();
  const name = newest(nameOf(key));
  const known = windows.find(one => one.draft?.savedAs === name);
  if (known) return show(known);
  return begin('resume', [keyOf(name)]);
}

const nameOf = key => `${key.token}/${key.validity}/${key.uid}`;
const keyOf = name => { const [token, validity, uid] = name.split('/'); return { token, validity, uid }; };

/** The messages that a reply or a forward is about: the one named, the selection, else the open one, else the one at the cursor. */
async function about(uid) {
  if (uid) return [list.keyOf(uid)];
  if (list.hasSelection()) return (await list.wholeSelection(forwardedAtMost + 1)).map(list.keyOf);
  const open = reader.current();
  if (open) return [open];
  return list.cursorUid() ? [list.keyOf(list.cursorUid())] : [];
}

const blank = () => ({
  id: identifier(), messageId: `${identifier()}@${host.dataset.domain}`, kind: 'new', sources: [], from: null, to: [], cc: [], bcc: [], subject: '',
  html: '', text: '', attachments: [], inReplyTo: null, references: [], asksForReceipt: false, priority: 0, savedAs: null,
});

/** A new message; `given` are fields that it begins with. */
export async function create(given = {}, size) {
  const composer = add(size);
  composer.wait(say('Title_new'));
  // What is typed from here on is no command of the page.
  composer.element.focus();
  await loadAccount();
  if (!composer.isGone) await composer.use({ ...blank(), ...given }, { isNew: true, isUnsaved: Object.keys(given).length > 0 });
}

async function begin(kind, keys) {
  const composer = add();
  composer.wait(say(`Title_${kind}`));
  composer.element.focus();
  const query = new URLSearchParams({ kind });
  for (const key of keys) query.append('m', nameOf(key));
  try {
    const answer = await ask('GET', `compose/draft?${query}`);
    if (!answer.draft) return fail(answer.reason);
    const known = windows.find(one => one !== composer && one.id === answer.draft.id);
    if (known) { composer.close(); return show(known); }
    await loadAccount();
    if (!composer.isGone) await composer.use(answer.draft, { isNew: kind !== 'resume' });
  } catch (fault) {
    fail(say(fault.reason ?? 'LostServer'));
  }
  function fail(why) {
    composer.close();
    notice.show({ text: why, isError: true });
  }
}

/** Opens a window with a draft that comes back; `why` it was not sent, if it was to be. */
async function reopen(draft, why) {
  const composer = add();
  await loadAccount();
  await composer.use(draft, { isUnsaved: true });
  if (why) composer.say(why, { isWarning: false });
}

function add(size) {
  const composer = new Composer(owner);
  windows.push(composer);
  host.append(composer.element);
  composer.size = size ?? 'docked';
  document.body.dataset.composing = '';
  return composer;
}

function show(composer) {
  if (composer.size === 'min') composer.size = 'docked';
  composer.focus();
}

/** As many windows open as there is room for: the others shrink to their title, the oldest first. */
function arrange(front) {
  const room = parseFloat(getComputedStyle(host).maxWidth), needed = 2 * narrowest + gap + (titleWidth + gap) * Math.max(0, windows.length - 2);
  const most = room >= needed && front?.size !== 'full' ? 2 : 1;
  const large = windows.filter(one => one.size !== 'min' && !one.isClosing);
  for (const one of large.filter(one => one !== front && one.size === 'full')) one.size = 'min';
  const standing = large.filter(one => one.size !== 'min' && one !== front);
  const left = front && front.size !== 'min' ? most - 1 : most;
  for (const one of standing.slice(0, Math.max(0, standing.length - left))) one.size = 'min';
}

const owner = {
  sized: composer => { if (composer.size !== 'min') arrange(composer); composer.saving?.keep(); },
  left: composer => returnFrom(composer),
  saved(before, after) { if (before && before !== after) replaced.set(before, after); },
  closed(composer) {
    const at = windows.indexOf(composer);
    if (at < 0) return;
    windows.splice(at, 1);
    closing.add(composer);
    if (composer.isGone) closing.delete(composer);
    if (!windows.length) delete document.body.dataset.composing;
    returnFrom(composer);
  },
  sendAsNew: draft => { throwAway(draft); add().use({ ...draft, id: identifier(), messageId: `${identifier()}@${host.dataset.domain}`, savedAs: null, writer: null }, { isUnsaved: true }); },
  unsaved: () => notice.show({ text: say('ClosedUnsaved'), isError: true }),
  sent: (draft, answer) => outbox.sent(answer),
  discarded(draft) {
    store.keep(draft, { isDiscarded: true });
    notice.show({ text: say('Discarded'), undo: () => reopen(draft), stay: regret, ended: () => throwAway(draft) });
    notice.tell(say('Discarded'));
  },
};

/** Composers out of sight whose draft is still on its way to the mail server. */
const closing = new Set();

async function throwAway(draft) {
  try {
    await ask('DELETE', `compose/${draft.id}`, draft, { keepalive: JSON.stringify(draft).length < 60_000 });
    store.forget(draft.id);
  } catch {
    // It is still marked in the browser's storage, and the next page does it.
  }
}

function returnFrom(composer) {
  if (document.activeElement && document.activeElement !== document.body && !composer.element.contains(document.activeElement)) return;
  const other = windows.findLast(one => one.size !== 'min' && one !== composer);
  if (other) return other.focus();
  if (composer.opener?.isConnected && composer.opener.checkVisibility?.() && composer.opener !== document.body) composer.opener.focus();
  else list.focus();
}

/** What was being written when a page was left, crashed or lost its connection comes back as it was. */
async function bringBack() {
  const all = await store.all();
  if (all.length) await loadAccount();
  for (const kept of all) {
    const { draft, isSaved, isSending, isDiscarded, size } = kept, at = kept.writtenAt ?? kept.at;
    const release = await store.claim(draft.id);
    if (!release) continue;   // Another tab is writing it.
    if (isDiscarded) { throwAway(draft); release(); continue; }
    // Whether it went out is for the outbox to say: what it knows must not be offered for sending again.
    // While nobody can say, it is shown: the outbox does not take the same twice.
    if (isSending && await outbox.find(draft.id).catch(() => null)) { store.forget(draft.id); release(); continue; }
    if (isSaved) await bringSaved(draft, size, release);
    else {
      const composer = add(size);
      await composer.use(draft, { isUnsaved: true, writtenAt: at, focus: false, release });
      composer.say(say('BroughtBack', clock(at)));
      notice.tell(say('BroughtBack', clock(at)));
      offerNewer(composer, draft, at);
    }
  }
}

/** Another device may have gone on with the draft meanwhile: the person chooses, and loses neither. */
async function offerNewer(composer, draft, at) {
  const { newer } = await ask('POST', `compose/${draft.id}/newer?at=${at}`, draft).catch(() => ({}));
  if (!newer || composer.isGone) return;
  const [token, validity, uid] = newer.savedAs.split('/');
  const open = async () => { await composer.close(); begin('resume', [{ token, validity, uid }]); };
  composer.say(say('NewerElsewhere', clock(at), clock(newer.at)), { actions: [[say('OpenNewer'), open]] });
}

/** The mail server has it as it was; another device may have gone on with it since, so that copy counts. */
async function bringSaved(draft, size, release) {
  try {
    const answer = await ask('GET', `compose/draft?kind=resume&m=${encodeURIComponent(draft.savedAs)}`);
    store.forget(draft.id);
    release();
    if (answer.draft) await add(size).use(answer.draft, { focus: false });
  } catch {
    // No server: what the browser has is as good.
    await add(size).use(draft, { focus: false, release });
  }
}

/** /compose?to=…: a composer as large as the page; the address becomes the mail page's own. */
function fromAddress() {
  const url = new URL(location.href);
  if (!/\/compose$/.test(url.pathname)) return;
  const given = url.searchParams, mailto = given.get('mailto');
  if (mailto) {
    const [to, query] = mailto.replace(/^mailto:/i, '').split(/\?(.*)/s);
    // RFC 6068 2: percent-encoded, and a plus is a plus.
    for (const pair of (query ?? '').split('&')) {
      const [name, value] = pair.split(/=(.*)/s);
      if (value) given.append(name.toLowerCase(), decode(value));
    }
    if (to) given.append('to', decode(to));
  }
  // Whoever made the link may have put in what nobody can see, and no header may hold.
  const inOneLine = text => text.replace(/\p{Cc}+/gu, ' ').trim();
  const people = name => parse(given.getAll(name).map(inOneLine).join(',')).map(format);
  const fields = { to: people('to'), cc: people('cc'), bcc: people('bcc'), subject: inOneLine(given.get('subject') ?? '') };
  const body = (given.get('body') ?? '').replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
  if (body) Object.assign(fields, { html: toHtml(body), text: body });
  history.replaceState(null, '', new URL('mail', document.baseURI));
  create(Object.fromEntries(Object.entries(fields).filter(([, value]) => value.length)), 'full');
}

function decode(text) { try { return decodeURIComponent(text); } catch { return text; } }

/* the page */
document.addEventListener('click', e => {
  const element = e.target.closest?.('[data-action]'), action = element?.dataset.action;
  if (!element || element.disabled || action !== 'compose' && !kinds[action] || e.defaultPrevented || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  document.documentElement.removeAttribute('data-drawer');
  start(action, Number(element.closest('[data-hover-for]')?.dataset.hoverFor));
});
// Keys that are pressed in a composer are no commands of the page.
host.addEventListener('keydown', e => e.stopPropagation());
addEventListener('resize', () => arrange(windows.at(-1)));
const keepAll = () => { for (const one of [...windows, ...closing]) if (!one.isGone) one.saving?.keep(); };
addEventListener('pagehide', () => { keepAll(); notice.settle(); });
// What could not be saved is tried again as soon as it may go better.
const saveAll = () => { for (const one of [...windows, ...closing]) if (!one.isGone) one.saving?.save(); };
addEventListener('online', saveAll);
document.addEventListener('webmail:renewed', saveAll);
document.addEventListener('visibilitychange', () => { if (document.hidden) keepAll(); });
addEventListener('beforeunload', e => { if (windows.some(one => one.files?.isBusy)) e.preventDefault(); });
listenBeside(() => windows.findLast(one => one.size !== 'min' && one.files), () => windows.length > 0);

// Signing out takes what the mail server has out of this browser; what it has not stays until the person is back.
document.addEventListener('submit', async e => {
  const form = e.target.closest?.('form[action$=logout]');
  if (!form || form.dataset.isReady) return;
  e.preventDefault();
  await Promise.allSettled([...windows, ...closing].map(one => one.saving?.save()));
  await Promise.allSettled([...windows].map(one => one.saving?.stop()));
  for (const { draft, isSaved } of await store.all()) if (isSaved) store.forget(draft.id);
  form.dataset.isReady = 'true';
  HTMLFormElement.prototype.submit.call(form);
});

store.hearOthers(id => windows.find(one => one.id === id)?.say(say('OtherTab')));
outbox.start(reopen);
fromAddress();
bringBack();
whenIdle(() => { loadAccount(); load().catch(() => {}); }, 3000);   // Fetched again when somebody writes.

// The reader: owns what is in #reader. Messages come as fragments that the server has rendered; those that may be opened next are
// fetched ahead and wait hidden, their frames loaded, so that opening one is a swap within a frame.
import { whenIdle } from './later.js';
import { load as loadStyles } from './style-sheets.js';
import './reader-files.js';
import './reader-forms.js';

const host = () => document.getElementById('reader');

/** Fragments kept in the page: the open one, those in sight in the list, what the pointer was on, and where one came from. */
const most = 20;

/** Milliseconds in which the message before stays: a skeleton that is gone at once only flickers. */
const patience = 150;

/** The share of the reader that a head may take while the text stands still beneath it. */
const share = 0.6;

const entries = new Map();
let wanted = null;
let shown = null;
let waiting = 0;

/** The character sets that a person chose for messages, by name: remembered while the page lives. */
const charsets = new Map();

const nameOf = key => `${key.token}/${key.validity}/${key.uid}`;
export const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

/** The address of a message, or of what belongs to it: body, print, source, always. */
export const addressOf = (key, what) => {
  const url = new URL(`message/${nameOf(key)}${what ? `/${what}` : ''}`, document.baseURI);
  if (host()?.dataset.account) url.searchParams.set('a', host().dataset.account);
  if (charsets.has(nameOf(key))) url.searchParams.set('charset', charsets.get(nameOf(key)));
  return url;
};

/** The address of the page to print of the shown message, with pictures from elsewhere if those are shown. */
export function printAddress(key) {
  const url = addressOf(key, 'print');
  if (shown?.name === nameOf(key) && /[?&]remote=1(&|$)/.test(shown.element.querySelector('iframe')?.src)) url.searchParams.set('remote', '1');
  return url;
}

/** Shows a message: in this frame if it was fetched ahead. `row` is what the list already knows of it. */
export function show(key, row) {
  const name = nameOf(key);
  if (wanted?.name === name && shown?.name === name) return;
  wanted = { name, key, row };
  clearTimeout(waiting);
  let entry = entries.get(name);
  if (!entry) entry = load(key, false);
  touch(entry);
  if (entry.isHere) return swap(entry);
  waiting = setTimeout(() => { if (wanted?.name === name && !entry.isHere) showWaiting(row); }, patience);
  entry.here.then(() => { if (wanted?.name === name && entries.get(name) === entry) swap(entry); });
}

let ahead = [];
let isFetching = false;

/** The person signs out: what is still on its way would be refused. */
const leaving = new AbortController();

/** Fetches ahead what may be opened next, before what was asked for earlier: one at a time, while the page has nothing else to do. */
export function prefetch(keys) {
  if (navigator.connection?.saveData || leaving.signal.aborted) return;
  const names = new Set(keys.map(nameOf));
  ahead = [...keys, ...ahead.filter(key => !names.has(nameOf(key)))].slice(0, most - 4);
  if (isFetching) return;
  isFetching = true;
  whenIdle(fetchAhead);
}

/** The person is about to open this one. */
export function expect(key) { if (key.token && !entries.has(nameOf(key)) && !leaving.signal.aborted) load(key, false); }

async function fetchAhead() {
  // What the person waits for goes first.
  await (wanted && entries.get(wanted.name))?.drawn;
  const key = ahead.find(key => key.token && !entries.has(nameOf(key)));
  ahead = key ? ahead.slice(ahead.indexOf(key) + 1) : [];
  isFetching = !!key;
  if (!key) return;
  await load(key, true).drawn;
  whenIdle(fetchAhead);
}

/** Shows none. */
export function clear() {
  clearTimeout(waiting);
  wanted = null;
  hideShown();
  delete host().dataset.uid;
  removeWaiting();
}

/** The message that is shown or about to be; null for none. */
export const current = () => wanted?.key ?? null;

/** Whether a message came by a mailing list that takes answers, as far as it was fetched. */
export const isFromList = key => entries.get(nameOf(key))?.element?.dataset.list === 'true';

/** Forgets what was fetched of a message, or of all: settings or colours have changed, or it is to be tried again. */
export function forget(key) {
  for (const entry of [...entries.values()]) if (!key || entry.name === nameOf(key)) drop(entry);
}

function load(key, ahead) {
  const entry = { name: nameOf(key), key, element: null, isHere: false, hasBody: false };
  entry.drawn = new Promise(done => { entry.isDrawn = done; });
  entry.here = fetchFragment(entry, ahead).then(() => { if (!entry.element || entry.hasBody) entry.isDrawn(); });
  entries.set(entry.name, entry);
  for (const old of [...entries.values()]) {
    if (entries.size <= most) break;
    if (old !== entry && old !== shown && old.name !== wanted?.name) drop(old);
  }
  return entry;
}

async function fetchFragment(entry, ahead) {
  let html = null;
  try {
    const url = addressOf(entry.key);
    url.searchParams.set('theme', isDark() ? 'dark' : 'light');
    const answer = await fetch(url, { headers: ahead ? { 'X-Purpose': 'prefetch' } : {}, credentials: 'same-origin', priority: ahead ? 'low' : 'high', signal: leaving.signal });
    // Signed out in another tab: the page itself leads to the form.
    if (answer.status === 401) return location.reload();
    html = await answer.text();
  } catch {
    // Said in the reader, below.
  }
  if (entries.get(entry.name) !== entry || leaving.signal.aborted) return;
  const template = document.createElement('template');
  if (html) template.innerHTML = html;
  // A failure comes as a message that says so, what could not be had ahead as nothing.
  const element = template.content.querySelector('.msg') ?? templateFor('lost');
  entry.failed = !!element.dataset.failure;
  // What could not be fetched ahead is asked for again when it is wanted.
  if (entry.failed && (ahead || wanted?.name !== entry.name)) {
    entries.delete(entry.name);
    if (wanted?.name === entry.name) { const { key, row } = wanted; wanted = null; show(key, row); }
    return;
  }
  element.hidden = true;
  element.inert = true;
  // What it is dressed in is there before it is shown.
  const sheets = [...element.querySelectorAll('link[rel=stylesheet]')];
  for (const link of sheets) link.remove();
  await Promise.all(sheets.map(link => loadStyles(link.getAttribute('href'))));
  if (entries.get(entry.name) !== entry) return;
  entry.element = element;
  entry.isHere = true;
  const frame = element.querySelector('iframe');
  if (frame) frame.addEventListener('load', () => { entry.hasBody = true; entry.isDrawn(); tell(entry); });
  else entry.hasBody = !entry.failed;
  // What only some messages need comes with the first of them.
  for (const part of element.querySelectorAll('[data-module]')) import(`./${part.dataset.module}.js`);
  host().append(element);
  makeRoom(element);
}

/** No script may measure what is in the frame, so that it can't be as high as its text; a head that is too high is scrolled away together with it. */
const heads = new ResizeObserver(seen => { for (const { target } of seen) target.parentElement.toggleAttribute('data-tall', target.offsetHeight > host().clientHeight * share); });

/** Lets the head and the text of a message share the room, whatever is unfolded in the head. */
export function makeRoom(message) {
  const head = message.querySelector('.rd-head');
  if (head) heads.observe(head);
}

function swap(entry) {
  clearTimeout(waiting);
  if (shown !== entry) hideShown();
  removeWaiting();
  host().querySelector('.rd-empty')?.setAttribute('hidden', '');
  shown = entry;
  entry.element.hidden = false;
  entry.element.inert = false;
  tell(entry);
  // A failure is not kept: the next time it is tried anew.
  if (entry.failed) entries.delete(entry.name);
}

/** Says which message's body is shown, once it is. */
function tell(entry) {
  if (shown !== entry || !entry.hasBody) return;
  host().dataset.uid = entry.key.uid;
  host().dispatchEvent(new CustomEvent('reader:shown', { detail: entry.key, bubbles: true }));
  if (entry.element.querySelector('[data-more],[data-trust-do]')) import('./trust.js').then(trust => trust.learn(entry.element, entry.key)).catch(() => { /* What it would add is asked for again with the next message. */ });
}

function hideShown() {
  if (!shown) { host().querySelector('.rd-empty')?.removeAttribute('hidden'); return; }
  if (entries.get(shown.name) === shown) {
    shown.element.hidden = true;
    shown.element.inert = true;
  } else shown.element.remove();
  shown = null;
  delete host().dataset.uid;
  if (!wanted) host().querySelector('.rd-empty')?.removeAttribute('hidden');
}

function showWaiting(row) {
  hideShown();
  removeWaiting();
  host().querySelector('.rd-empty')?.setAttribute('hidden', '');
  const element = templateFor('waiting');
  element.dataset.waiting = '';
  for (const slot of element.querySelectorAll('[data-slot]')) slot.textContent = row?.[slot.dataset.slot] ?? '';
  host().append(element);
}

const removeWaiting = () => host().querySelectorAll('[data-waiting]').forEach(element => element.remove());
const templateFor = name => host().querySelector(`template[data-for=${name}]`).content.querySelector('.msg').cloneNode(true);

function touch(entry) {
  entries.delete(entry.name);
  entries.set(entry.name, entry);
}

function drop(entry) {
  entries.delete(entry.name);
  entry.isDrawn();
  if (entry !== shown) entry.element?.remove();
}

/** Fetches the shown message anew and puts it in its place when it is there. */
function again() {
  const { key, row } = wanted ?? {};
  forget();
  if (!key) return;
  wanted = null;
  show(key, row);
}

/** Shows the open message anew in a character set; `auto` is the one that its sender names. */
export function readIn(charset) {
  const { name, key, row } = wanted ?? {};
  if (!key) return;
  charsets.set(name, charset);
  forget(key);
  wanted = null;
  show(key, row);
  entries.get(name).here.then(() => shown?.name === name && shown.element.querySelector('[data-charset]')?.focus());
}

/** Loads the pictures of the shown message: the frame gets another document, with a policy of its own. */
function loadImages(button) {
  const article = button.closest('.msg');
  article.querySelector('iframe').src = button.closest('[data-body]').dataset.body;
  article.querySelector('[data-testid=remote-content-bar]').remove();
  article.querySelector('iframe').focus();
}

document.addEventListener('change', event => {
  if (event.target.matches?.('#reader select[data-charset]')) readIn(event.target.value);
});

document.addEventListener('click', event => {
  const attached = event.target.closest?.('#reader [data-attached]');
  if (attached) return void import('./reader-attached.js').then(module => module.open(attached));
  const button = event.target.closest?.('#reader [data-remote=once],#reader [data-reader=retry]');
  if (!button) return;
  if (button.dataset.remote) loadImages(button);
  else again();
});

document.addEventListener('click', event => {
  const item = event.target.closest?.('#reader [data-look]');
  if (item) import('./reading-view.js').then(view => view.choose(item));
});

document.addEventListener('submit', event => {
  if (!event.target.matches?.('form[action$=logout]')) return;
  leaving.abort();
  for (const entry of [...entries.values()]) if (entry !== shown) drop(entry);
});

document.addEventListener('submit', async event => {
  const form = event.target.closest?.('#reader form[data-remote=always]');
  if (!form) return;
  event.preventDefault();
  const account = host().dataset.account;
  const url = new URL(form.getAttribute('action'), document.baseURI);
  if (account) url.searchParams.set('a', account);
  const body = new FormData(form);
  loadImages(form);
  // Others of this sender may have been fetched ahead without.
  try { await fetch(url, { method: 'POST', body }); } finally { for (const entry of [...entries.values()]) if (entry !== shown) drop(entry); }
});

// Plain text follows the page's colours, and the frame can't see them: it is asked for in the other ones.
let dark = isDark();
const recolour = () => { if (isDark() !== dark) { dark = !dark; again(); } };
new MutationObserver(recolour).observe(document.documentElement, { attributeFilter: ['data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);

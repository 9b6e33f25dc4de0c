// The mail page's own module: paints what a person does before the circuit hears of it, and keeps address, list and reader together.
// It only sets attributes that the server does not render, and never removes nodes that the server drew.
import * as list from './list.js';
import * as ahead from './list-ahead.js';
import * as reader from './reader.js';
import * as notice from './notice.js';
import * as pictures from './list-pictures.js';
import { about, call, connect, navigate } from './circuit.js';
import { ready } from './ready.js';
import { afterPaint } from './later.js';
import { corner } from './menus.js';
import { listen as listenToKeys } from './keyboard.js';
import { listen as listenToDrags } from './drag.js';
import { listen as listenToSwipes } from './swipe.js';

// Comes by app.js; the list does not wait for it. Once it is there it is had at once: an import is answered a frame later, also of what is loaded.
let loaded = null;
const composers = () => loaded ?? import('./compose.js').then(module => loaded = module);
const app = () => document.querySelector('.app');
let options;
let openUid = null;
let going = null; // the address that the circuit was asked for last and has not drawn yet

/** Starts once the circuit answers. `bridge` is the circuit's end; `settings` what the page must know at once. */
export function start(bridge, settings) {
  connect(bridge);
  composers().catch?.(() => {});   // Without it whoever writes asks again.
  options = settings;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.cookie = `tz=${encodeURIComponent(zone)};path=${new URL(document.baseURI).pathname};max-age=31536000;samesite=lax`;
  list.start({ showWindow: (first, rows) => call('ShowWindow', first, rows), selected: most => call('Selection', most), prefetch: reader.prefetch, expect: reader.expect });
  document.addEventListener('click', onClick);
  document.addEventListener('pointerdown', onPress, { passive: true });
  addEventListener('popstate', () => goTo(location.href, false));
  document.addEventListener('webmail:go', e => goTo(e.detail));
  listenToKeys(commands, () => options);
  listenToDrags(targets);
  listenToSwipes(act, () => options);
  if (settings.open) open(settings.open, { push: false });
  if (zone !== settings.zone) call('SetZone', zone);
  ready();
}

/** New settings of the person. */
export function configure(settings) { options = { ...options, ...settings }; }

/** The person asked the server for another list: the address follows. */
export function pushAddress(path) {
  history.pushState(null, '', new URL(path, document.baseURI));
  openUid = null;
  app().dataset.view = 'list';
  reader.clear();
  list.reset();
  list.setOpen(null);
}

/** Opens a message: the reader shows it in this frame if it was fetched ahead; address and circuit follow. */
export function open(uid, { push = true, focusReader = false } = {}) {
  openUid = uid;
  list.setOpen(uid);
  show(uid);
  if (focusReader) document.getElementById('reader').focus();
  afterPaint(() => {
    // Passed over in the meantime.
    if (openUid !== uid) return;
    if (push) address(uid);
    about(list.place(), 'Opened', uid);
  });
}

function show(uid) {
  app().dataset.view = 'reader';
  reader.show(list.keyOf(uid), list.rowOf(uid));
  ahead.prefetchAround(uid);
}

function close() {
  openUid = null;
  list.setOpen(null);
  app().dataset.view = 'list';
  reader.clear();
  address(null);
  call('Opened', null);
  list.focus();
}

function address(uid) {
  const url = new URL(location.href);
  const parts = url.pathname.split('/mail');
  const mailbox = encodeURIComponent(list.mailbox());
  url.pathname = `${parts[0]}/mail/${mailbox}${uid ? `/${uid}` : ''}`;
  // One step back leads out of reading, not through every message read.
  if (uid && app().dataset.view === 'reader' && /\/\d+$/.test(location.pathname)) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
}

async function goTo(href, push = true) {
  const url = new URL(href, document.baseURI);
  const uid = Number(/\/mail\/[^/]+\/(\d+)$/.exec(url.pathname)?.[1]) || null;
  // Before anything changes: afterwards the answer would cost a layout.
  const seen = list.visibleRows();
  list.keepPicture();
  document.documentElement.removeAttribute('data-drawer');
  const same = !going && list.isShowing(url);
  if (!uid) {
    openUid = null;
    app().dataset.view = 'list';
    reader.clear();
    list.setOpen(null);
  }
  if (push) history.pushState(null, '', url);
  if (!same) list.reset();
  if (same && uid) return open(uid, { push: false });
  if (same && !uid) return call('Opened', null);
  going = url;
  pictures.show(url);
  try { await navigate(url.pathname + url.search, seen); } finally { if (going === url) arrive(); }
  if (uid && !going) open(uid, { push: false });
}

function arrive() {
  going = null;
  pictures.hide();
}

/** The messages that an action is about: the given row, else the selection, else the open one. */
function targets(row) {
  const selected = list.selected();
  if (row) return selected.includes(Number(row.dataset.uid)) ? null : [Number(row.dataset.uid)];
  if (selected.length || list.hasSelection()) return null;
  return openUid ? [openUid] : list.cursorUid() ? [list.cursorUid()] : [];
}

const painted = { 'mark-read': 'read', 'mark-unread': 'unread', flag: 'flag', unflag: 'unflag', archive: 'gone', delete: 'gone', junk: 'gone', 'not-junk': 'gone', block: 'gone', mute: 'gone' };

/** Carries out an action: painted now, told to the circuit afterwards. `uids` null means the selection. */
export async function act(action, uids) {
  if (uids && !uids.length) return;
  const affected = uids ?? list.selected();
  const gone = painted[action] === 'gone';
  const next = gone && openUid && affected.includes(openUid) ? list.after(openUid, affected, options.afterRemoval) : undefined;
  list.paint(affected, painted[action]);
  if (next !== undefined) goOn(next);
  await about(list.place(), 'Act', action, uids, openUid);
  list.unpaint(affected);
}

/** Goes to the message after those that are leaving, or back to the list: first the rows close up, then the reader follows. */
function goOn(uid) {
  openUid = uid;
  list.setOpen(uid);
  afterPaint(() => {
    if (openUid !== uid) return;
    if (uid) show(uid);
    else { app().dataset.view = 'list'; reader.clear(); list.focus(); }
    address(uid);
  });
}

function onAction(action, element) {
  const row = element.closest('[data-hover-for]')?.dataset.hoverFor;
  const uids = targets(row ? document.getElementById(`row-${row}`) : null);
  switch (action) {
    case 'undo': return notice.takeBack() || call('Undo');
    case 'refresh': return call('Refresh');
    case 'select-all': return call('SelectAll');
    case 'print': return openUid && window.open(reader.printAddress(list.keyOf(openUid)), '_blank', 'noopener');
    case 'source': return openUid && window.open(reader.addressOf(list.keyOf(openUid), 'source'), '_blank', 'noopener');
    case 'charset': return openUid && reader.readIn('auto');
    case 'filter-like': return filterLike((uids ?? list.selected())[0]);
    case 'move':
    case 'copy': return about(list.place(), 'ChooseMailbox', action === 'copy', uids, ...corner(element));
    case 'save-attached': return import('./reader-attached.js').then(attached => attached.save(element));
    // Where compose.js was there first it has these already.
    default: return /^(reply|forward|redirect|edit-as-new)/.test(action) ? commands.compose(action, Number(row)) : act(action, uids);
  }
}

/** A rule is begun from a message: named by its place, so that nothing of what it says stands in an address. */
function filterLike(uid) {
  const address = new URL('filters', document.baseURI);
  address.searchParams.set('mailbox', list.mailbox());
  address.searchParams.set('uid', uid);
  location.assign(address);
}

/** The menu of messages; a mailing list's offers one answer more. */
function showMenu(uids, x, y) {
  const one = uids?.length === 1 ? uids[0] : null;
  return about(list.place(), 'ShowMenu', uids, x, y, !!one && reader.isFromList(list.keyOf(one)));
}

/** The server opens a mailbox while the button is still down. */
function onPress(e) {
  const mailbox = e.button === 0 && e.target.closest?.('[data-testid=mailbox]');
  if (mailbox && !e.target.closest('[data-fold]')) call('Expect', mailbox.dataset.mailbox).catch(() => { /* Going there tells. */ });
}

function onClick(e) {
  const element = e.target.closest('[data-action],[data-ui],[data-testid=message-row],[data-testid=mailbox]');
  if (!element || element.disabled || e.defaultPrevented) return;
  if (element.dataset.action) { if (element.tagName !== 'A') { e.preventDefault(); onAction(element.dataset.action, element); } return; }
  if (element.dataset.ui) return onUi(element.dataset.ui, element, e);
  if (e.button !== 0 || (e.shiftKey && (e.ctrlKey || e.metaKey))) return;
  if (element.dataset.testid === 'mailbox') {
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.target.closest('[data-fold]')) return;
    e.preventDefault();
    return goTo(element.href);
  }
  e.preventDefault();
  const uid = Number(element.dataset.uid);
  if (e.shiftKey) return select('SelectRange', list.paintRange(uid), list.anchor(), uid);
  if (e.ctrlKey || e.metaKey || e.target.closest('[data-pick]')) return select('Toggle', list.paintToggle(uid), uid);
  list.focus();
  list.setCursor(uid);
  if (isDrafts()) return resume(uid);
  open(uid);
}

/** A click on a message in the mailbox for drafts goes on with it. */
const isDrafts = () => document.querySelector(`[data-testid=mailbox][data-special-use=drafts][data-mailbox="${CSS.escape(list.mailbox())}"]`) !== null;

const resume = async uid => (await composers()).resume(list.keyOf(uid));

async function select(method, repaint, ...args) {
  await about(list.place(), method, ...args);
  repaint();
}

function onUi(what, element, e) {
  e.preventDefault();
  switch (what) {
    case 'back': return close();
    case 'next': return commands.step(1);
    case 'previous': return commands.step(-1);
    case 'to-top': return list.toTop();
    case 'drawer': return document.documentElement.toggleAttribute('data-drawer') && document.documentElement.setAttribute('data-drawer', 'open');
    case 'clear-search': return clearSearch();
    case 'clear-selection': return clearSelection();
    case 'more': return showMenu(targets(null), ...corner(element));
  }
}

function clearSearch() {
  const url = new URL(location.href);
  if (!url.searchParams.has('q')) return false;
  url.searchParams.delete('q');
  url.searchParams.delete('in');
  goTo(url);
  list.focus();
  return true;
}

function clearSelection() {
  list.paintNone();
  return call('ClearSelection').then(list.unpaintSelection);
}

/** What keys do. */
const commands = {
  act: action => act(action, targets(null)),
  action: name => onAction(name, document.querySelector(`[data-action=${name}]`) ?? document.body),
  toggleFlag() {
    const row = document.getElementById(`row-${openUid ?? list.cursorUid()}`);
    return act(row?.dataset.flagged === 'true' ? 'unflag' : 'flag', targets(null));
  },
  junk: () => act(document.querySelector('[data-action=not-junk]') ? 'not-junk' : 'junk', targets(null)),
  step(by, extend) {
    const uid = list.step(by, extend);
    if (!uid) return;
    if (extend) return select('SelectRange', list.paintRange(uid), list.anchor(), uid);
    if (document.documentElement.dataset.layout !== 'off' && innerWidth >= 768 || app().dataset.view === 'reader') open(uid);
  },
  jump: end => list.jump(end),
  compose: async (action, uid) => (await composers()).start(action, uid),
  openCursor() { const uid = list.cursorUid(); if (uid && isDrafts()) resume(uid); else if (uid) { open(uid, { focusReader: false }); about(list.place(), 'ReadNow', uid); } },
  toggle() { const uid = list.cursorUid() ?? openUid; if (uid) select('Toggle', list.paintToggle(uid), uid); },
  selectLoaded: () => call('SelectLoaded'),
  back: close,
  search: () => document.querySelector('[data-testid=search]')?.focus(),
  escape() {
    if (document.documentElement.hasAttribute('data-drawer')) return document.documentElement.removeAttribute('data-drawer');
    if (list.hasSelection()) return clearSelection();
    if (clearSearch()) return;
    if (app().dataset.view === 'reader') close();
  },
  goToUse(use) { const entry = document.querySelector(`[data-testid=mailbox][data-special-use=${use}]`); if (entry) goTo(entry.href); },
  menu(row) { const box = row.getBoundingClientRect(); showMenu(targets(row), Math.round(box.left + 80), Math.round(box.top + 30)); },
  help: () => call('ShowShortcuts'),
  loadImages: () => document.querySelector('.msg:not([hidden]) [data-remote=once]')?.click(),
};
document.addEventListener('contextmenu', e => {
  const row = e.target.closest?.('[data-testid=message-row]');
  if (!row || !options) return;
  e.preventDefault();
  list.setCursor(Number(row.dataset.uid));
  showMenu(targets(row), e.clientX, e.clientY);
});

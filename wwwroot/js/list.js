// The message list in the page: asks for the window of rows that is scrolled to, and paints cursor, open row, selection and
// pending actions in the frame of the event. The rows themselves are drawn by the server.
import { setTitle } from './notifications.js';
import { afterPaint, whenIdle } from './later.js';
import * as ahead from './list-ahead.js';
import * as pictures from './list-pictures.js';
import { box, heightOfRow, isPicked, keyOf, row, rows, selected, uidOf, visibleRows } from './list-rows.js';

export { keyOf, mailbox, place, rowOf, selected, visibleRows } from './list-rows.js';

/** Rows kept beyond the edges, so that a scroll of a screen needs no answer. */
const overscan = 15;

/** Rows drawn in all once the page is idle; a list that appears is drawn with what can be seen alone. */
const whole = 60;

let callbacks;
let cursor = null;
let openUid = null;
let anchorUid = null;
let asking = false;
let isScrolled = false;
let arrived = 0;
let newest = 0;

export function start(given) {
  callbacks = given;
  document.addEventListener('scroll', e => { if (e.target === box()) requestAnimationFrame(onScroll); }, { capture: true, passive: true });
  new MutationObserver(onDrawn).observe(document.querySelector('.list-col'), { childList: true, subtree: true, attributes: true, attributeFilter: ['data-newest', 'data-first', 'data-address'] });
  ahead.start(given);
  document.addEventListener('focusin', e => { if (e.target === box() && box().matches(':focus-visible')) setCursor(cursor ?? openUid ?? Number(rows()[0]?.dataset.uid), false); });
  newest = Number(box()?.dataset.newest ?? 0);
  new MutationObserver(() => afterPaint(nameTab)).observe(document.getElementById('rail'), { childList: true, subtree: true, attributes: true, attributeFilter: ['data-unread', 'aria-current'] });
  nameTab();
  fillWhenIdle();
}

/** The tab is called after the open mailbox, with its unread messages. */
function nameTab() {
  const open = document.querySelector('[data-testid=mailbox][aria-current=page]');
  if (open) setTitle(`${open.querySelector('.nm').textContent} – ${document.querySelector('#rail .brand span')?.textContent ?? ''}`, Number(open.dataset.unread));
}

export const cursorUid = () => cursor;
export const anchor = () => anchorUid ?? cursor ?? openUid ?? Number(rows()[0]?.dataset.uid);
export const focus = () => box()?.focus({ preventScroll: true });
/** All that are selected, also beyond the rows that are drawn; `most` at most. */
export const wholeSelection = most => callbacks.selected(most);
export const hasSelection = () => !!document.querySelector('.selbar') || rows().some(isPicked);

/** True if the list already shows what the address asks for. */
export function isShowing(url) {
  if (!box()) return false;
  const shown = new URL(box().dataset.address, document.baseURI);
  const name = path => decodeURIComponent(/\/mail\/([^/]+)/.exec(path)?.[1] ?? 'INBOX');
  return name(url.pathname) === name(shown.pathname) && url.searchParams.toString() === shown.searchParams.toString();
}

export function setOpen(uid) {
  row(openUid)?.removeAttribute('data-cur');
  openUid = uid;
  if (uid) { setCursor(uid); row(uid)?.setAttribute('data-cur', ''); }
  for (const r of box()?.querySelectorAll('[aria-current=true]') ?? []) r.toggleAttribute('data-left', uidOf(r) !== uid);
}

export function setCursor(uid, scroll = true, atOnce = false) {
  row(cursor)?.removeAttribute('data-cursor');
  cursor = uid;
  const r = row(uid);
  if (!r) return;
  if (document.activeElement === box() || document.activeElement?.closest?.('#list')) r.setAttribute('data-cursor', '');
  box().setAttribute('aria-activedescendant', r.id);
  // In the frame, where the page is laid out anyway; a key that steps on scrolls before it, for a scroll within the frame costs another one.
  if (scroll) (atOnce ? queueMicrotask : requestAnimationFrame)(() => reveal(r));
}

function reveal(r) {
  const list = box(), top = r.offsetTop, height = r.offsetHeight, head = 30;
  if (!list?.contains(r)) return;
  if (top < list.scrollTop + head) list.scrollTop = top - head;
  else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
}

/** The next or previous row from the cursor that is not about to go; moves the cursor there. */
export function step(by, keepAnchor) {
  const all = rows().filter(r => r.dataset.pending !== 'gone');
  const at = all.findIndex(r => uidOf(r) === (openUid && !cursor ? openUid : cursor));
  const next = all[at < 0 ? 0 : at + by];
  if (!next) return null;
  if (keepAnchor) anchorUid = anchor(); else anchorUid = null;
  setCursor(Number(next.dataset.uid), true, true);
  return cursor;
}

/** The message to open when these are gone: undefined none is open, null back to the list. */
export function after(uid, affected, setting) {
  if (setting === 'list') return null;
  const all = rows();
  const at = all.findIndex(r => uidOf(r) === uid);
  const stays = r => !affected.includes(uidOf(r)) && r.dataset.pending !== 'gone';
  const below = all.slice(at + 1).find(stays), above = all.slice(0, Math.max(at, 0)).reverse().find(stays);
  const next = setting === 'previous' ? above ?? below : below ?? above;
  return next ? Number(next.dataset.uid) : null;
}

function onRest() {
  settled = 0;
  const list = box();
  if (!list) return;
  keepPicture();
  if (!matchMedia('(hover: none)').matches) ahead.prefetchSeen(list);
}

/* painting */
export function paint(uids, pending) {
  if (!pending) return;
  for (const uid of uids) row(uid)?.setAttribute('data-pending', pending);
  if (pending === 'gone') { const acts = document.getElementById('row-acts'); if (acts) acts.hidden = true; }
}
export function unpaint(uids) { for (const uid of uids) row(uid)?.removeAttribute('data-pending'); }
export function paintToggle(uid) {
  anchorUid = uid;
  setCursor(uid, false);
  const r = row(uid);
  if (r) r.dataset.picked = String(!isPicked(r));
  return unpaintSelection;
}
export function paintRange(to) {
  const all = rows(), from = all.findIndex(r => uidOf(r) === anchor()), end = all.findIndex(r => uidOf(r) === to);
  anchorUid = anchor();
  all.forEach((r, i) => { r.dataset.picked = String(i >= Math.min(from, end) && i <= Math.max(from, end)); });
  setCursor(to);
  return unpaintSelection;
}
export function paintNone() { for (const r of rows()) r.dataset.picked = 'false'; }
export function unpaintSelection() { for (const r of rows()) delete r.dataset.picked; }

/** What is about to be left is kept as it was last seen. */
export const keepPicture = () => { if (box()) pictures.take(box()); };

/* window */
export function reset() {
  cursor = anchorUid = null;
  box()?.removeAttribute('aria-activedescendant');
  setArrived(0);
}

export function toTop() { setArrived(0); box().scrollTop = 0; }

export function jump(end) {
  const list = box();
  list.scrollTop = end ? list.scrollHeight : 0;
  if (!end) setArrived(0);
  // The event of the scroll comes with the next frame only.
  fill(0);
}

async function onScroll() {
  const list = box();
  if (!list) return;
  isScrolled = list.scrollTop > 0;
  unsettle();
  if (list.scrollTop < 40) setArrived(0);
  const acts = document.getElementById('row-acts');
  if (acts) acts.hidden = true;
  await fill(0);
  fillWhenIdle();
}

/** Asks for rows if those drawn do not reach `margin` rows beyond what can be seen; says whether there was anything to ask for. */
async function fill(margin) {
  const list = box();
  const wanted = list && !asking ? windowAt(list, margin) : null;
  if (!wanted) return asking;
  asking = true;
  try { await callbacks.showWindow(...wanted); } finally { asking = false; }
  // Scrolled on in the meantime.
  afterPaint(() => fill(0));
  fillWhenIdle();
  return true;
}

let waits = false;
let settled = 0;
function fillWhenIdle() {
  if (waits) return;
  waits = true;
  // What was just drawn is seen before more is asked for: the answer would hold up its frame.
  afterPaint(() => whenIdle(async () => {
    waits = false;
    if (!await fill(overscan) && !settled) settled = setTimeout(onRest, 100);
  }));
}

/** The list moves: nobody opens a message before it has come to rest. */
function unsettle() {
  clearTimeout(settled);
  settled = 0;
}

/**
 * The first row to ask for and how many, or null if what is drawn reaches `margin` rows beyond what can be seen. Measured from the
 * drawn rows, so heads and scaling need no sums.
 */
function windowAt(list, margin) {
  const total = Number(list.dataset.total), first = Number(list.dataset.first), count = Number(list.dataset.count);
  if (!total || count >= total) return null;
  const space = list.firstElementChild;
  const height = heightOfRow();
  const visible = Math.ceil(list.clientHeight / height);
  const above = space.offsetHeight;
  const at = list.scrollTop < above || list.scrollTop > above + (count + 10) * height
    ? Math.floor(list.scrollTop / Math.max(1, list.scrollHeight - list.clientHeight) * Math.max(0, total - visible))
    : first + Math.floor((list.scrollTop - above) / height);
  if ((at - margin >= first || first === 0) && (at + visible + margin <= first + count || first + count >= total)) return null;
  const isJump = at >= first + count || at + visible <= first;
  const rows = isJump ? visible + 4 : Math.max(whole, visible * 3);
  return [Math.max(0, Math.min(total - rows, at - Math.floor((rows - visible) / 2))), rows];
}

/** After the server drew: paint what belongs to rows that were made anew, and keep the rows under the eye in their place. */
function onDrawn(records) {
  pictures.yieldTo(document.querySelector('#list[hidden]'));
  const list = box();
  if (!list || pictures.isShown()) return;
  if (records.some(r => r.attributeName === 'data-address')) {
    newest = Number(list.dataset.newest);
    reset();
    unsettle();
    if (isScrolled) list.scrollTop = 0;
  }
  const isFar = Number(list.dataset.first) > 0;
  // A row that is still being fetched counts when it is drawn; far from the top none will be, and UIDs count.
  const now = isFar || row(Number(list.dataset.newest)) ? Number(list.dataset.newest) : newest;
  if (now > newest && newest) {
    const fresh = isFar ? now - newest : rows().filter(r => uidOf(r) > newest).length;
    const height = rows()[0]?.offsetHeight ?? 0;
    // At the top the browser anchors nothing: rows under a resting pointer must not slip away either.
    if (list.scrollTop < 1 && list.matches(':hover') && fresh) list.scrollTop = fresh * height;
    if (list.scrollTop > 0 && fresh) setArrived(arrived + fresh);
  }
  newest = Math.max(newest, now);
  fillWhenIdle();
  if (openUid) row(openUid)?.setAttribute('data-cur', '');
  if (cursor && row(cursor)) box().setAttribute('aria-activedescendant', `row-${cursor}`);
}

function setArrived(count) {
  arrived = count;
  const pill = document.getElementById('arrived');
  if (!pill) return;
  pill.hidden = count === 0;
  pill.querySelector('span').textContent = (count === 1 ? pill.dataset.one : pill.dataset.many).replace('{0}', count);
}

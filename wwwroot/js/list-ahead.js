// Messages that may be opened next are fetched before they are: those in sight, the neighbours of the open one, and the one under the pointer.
import { box, keyOf, rows, uidOf } from './list-rows.js';

let callbacks;
let hover;
let pointer = {};

export function start(given) {
  callbacks = given;
  document.addEventListener('pointerover', onHover, { passive: true });
  document.addEventListener('pointerdown', onPress, { passive: true });
}

export function prefetchAround(uid) {
  const all = rows();
  const at = all.findIndex(r => uidOf(r) === uid);
  const near = [all[at + 1], all[at - 1], all[at + 2]].filter(Boolean).map(r => keyOf(uidOf(r)));
  callbacks.prefetch(near);
}

/** What can be seen may be opened next. A finger has no row under it, and a phone's traffic costs: there the neighbours do. */
export function prefetchSeen(list) {
  const top = list.scrollTop, bottom = top + list.clientHeight;
  const seen = rows().filter(r => r.offsetTop + r.offsetHeight > top && r.offsetTop < bottom);
  callbacks.prefetch(seen.map(r => keyOf(uidOf(r))));
}

function onPress(e) {
  const r = e.button === 0 && !e.shiftKey && !e.ctrlKey && !e.metaKey && e.target.closest?.('[data-testid=message-row]');
  if (r && !e.target.closest('[data-pick]')) callbacks.expect(keyOf(uidOf(r)));
}

function onHover(e) {
  const r = e.target.closest?.('[data-testid=message-row]');
  clearTimeout(hover);
  const moved = e.screenX !== pointer.x || e.screenY !== pointer.y;
  pointer = { x: e.screenX, y: e.screenY };
  // Under a pointer that rests rows change because of a key or the server: the frame that shows it has no time for this.
  if (moved) offerActs(e, r);
  hover = setTimeout(() => {
    if (!moved) offerActs(e, r);
    if (r) callbacks.prefetch([keyOf(uidOf(r))]);
  }, 65);
}

/** Lays the buttons of a row over the one that the pointer is on. */
function offerActs(e, r) {
  const acts = document.getElementById('row-acts');
  if (!acts || e.target.closest('#row-acts')) return;
  if (!r || matchMedia('(hover: none)').matches) { acts.hidden = true; return; }
  acts.hidden = false;
  acts.dataset.hoverFor = r.dataset.uid;
  acts.style.top = `${r.offsetTop - box().scrollTop + box().offsetTop + 6}px`;
}

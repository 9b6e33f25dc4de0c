// Keys inside the tree of mailboxes (WAI-ARIA tree view): arrows, Home, End, first letters; Enter is the link's own.
import { neighbour } from './menus.js';

const visible = item => item.offsetParent !== null;
const mark = item => item.parentElement.querySelector('[data-fold]');
const level = item => +item.getAttribute('aria-level');

// A key makes the focused element match :focus-visible even if a click has brought the focus: what counts is how it came.
let cameByKeyboard = false;
addEventListener('focusin', event => { cameByKeyboard = event.target.matches?.('[role=treeitem]:focus-visible') ?? false; }, true);

addEventListener('keydown', event => {
  const item = event.target.closest?.('[role=treeitem]');
  if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
  // One walk through all trees of the rail: a person sees one list.
  const items = [...item.closest('[data-region=rail]').querySelectorAll('[role=treeitem]')].filter(visible);
  const at = items.indexOf(item), expanded = item.getAttribute('aria-expanded');
  let next;
  if (event.key === 'ArrowRight') {
    if (expanded === 'false') mark(item).click();
    else if (expanded === 'true') next = items[at + 1];
  } else if (event.key === 'ArrowLeft') {
    if (expanded === 'true') mark(item).click();
    else next = items.slice(0, at).reverse().find(i => level(i) < level(item));
  } else if (event.key === 'ArrowDown') next = items[at + 1];
  else if (event.key === 'ArrowUp') next = items[at - 1];
  else if (event.key === 'Enter' || event.key === ' ') { if (event.key === ' ' || !item.href) { (item.href ? item : mark(item))?.click(); event.preventDefault(); } return; }
  // A letter looks for a name only where the keyboard has brought the focus; after a click it is a shortcut of the page.
  else if (event.key.length === 1 && !cameByKeyboard) return;
  else next = neighbour(event, items, item);

  if (!next && !event.key.startsWith('Arrow')) return;
  event.preventDefault();
  event.stopPropagation();
  if (!next) return;
  item.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}, true);

// Long press on touch: the menu that a mouse has on its right button.
let press;
addEventListener('pointerdown', event => {
  const item = event.pointerType === 'touch' && event.target.closest?.('[role=treeitem]');
  if (!item) return;
  const { clientX, clientY } = event;
  press = setTimeout(() => item.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY })), 450);
}, { passive: true });
for (const end of ['pointerup', 'pointercancel', 'pointermove']) addEventListener(end, () => clearTimeout(press), { passive: true });

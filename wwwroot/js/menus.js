// Menus and popovers: the browser opens and closes them (popover attribute); here they get their place and their keys.

const gap = 6, edge = 8;

/** Puts an open popover at a point, or as near as it fits. */
function place(element, x, y) {
  const { offsetWidth: width, offsetHeight: height } = element;
  element.style.left = Math.max(edge, Math.min(x, innerWidth - width - edge)) + 'px';
  element.style.top = Math.max(edge, Math.min(y, innerHeight - height - edge)) + 'px';
}

/** Puts an open popover below its button, above it where it says so or where there is more room. */
function placeBeside(element, button) {
  const box = button.getBoundingClientRect();
  const below = box.bottom + element.offsetHeight + gap <= innerHeight - edge;
  const above = !below || button.dataset.popoverSide === 'top' && box.top - element.offsetHeight - gap >= edge;
  const right = button.dataset.popoverAlign === 'end';
  place(element, right ? box.right - element.offsetWidth : box.left, above ? box.top - element.offsetHeight - gap : box.bottom + gap);
}

/** Where a menu opens that the circuit draws: below the button that asks for it. */
export const corner = button => { const box = button.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.bottom)]; };

const itemsOf = menu => [...menu.querySelectorAll('[role^=menuitem]:not([disabled])')].filter(item => item.checkVisibility());

/** Opens a menu at a point of the window and focuses its first item. */
export function openAt(menu, x, y) {
  if (menu.matches(':popover-open')) menu.hidePopover();
  menu.showPopover();
  place(menu, x, y);
  itemsOf(menu)[0]?.focus();
}

/** Opens a menu beside a button and focuses its first item. */
export function openBeside(menu, button) {
  menu.showPopover();
  placeBeside(menu, button);
  itemsOf(menu)[0]?.focus();
}

/** Arrow keys, Home, End and first letters inside one list of elements. Returns the element to focus, or undefined. */
export function neighbour(event, items, current) {
  const at = items.indexOf(current);
  switch (event.key) {
    case 'ArrowDown': return items[(at + 1) % items.length];
    case 'ArrowUp': return items[(at - 1 + items.length) % items.length];
    case 'Home': return items[0];
    case 'End': return items.at(-1);
  }
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.key.toLocaleLowerCase();
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(i => i.textContent.trim().toLocaleLowerCase().startsWith(letter));
}

let invoker;
addEventListener('click', event => {
  invoker = event.target.closest?.('[popovertarget]') ?? invoker;
  const item = event.target.closest?.('[role^=menuitem]');
  const menu = item?.closest('[popover]');
  // After everyone else has seen the click: the circuit's handler is found by the path of the event, which stays as it was.
  if (menu && !item.disabled) queueMicrotask(() => menu.hidePopover());
}, true);

addEventListener('toggle', event => {
  if (event.newState !== 'open' || !event.target.id || invoker?.getAttribute('popovertarget') !== event.target.id) return;
  placeBeside(event.target, invoker);
  if (event.target.role === 'menu' || event.target.getAttribute('role') === 'menu') itemsOf(event.target)[0]?.focus();
}, true);

addEventListener('keydown', event => {
  const menu = event.target.closest?.('[role=menu]');
  if (!menu) return;
  if (event.key === 'Tab') { menu.hidePopover?.(); return; }
  const next = neighbour(event, itemsOf(menu), document.activeElement);
  if (next) next.focus();
  if (next || event.key.length === 1) { event.stopPropagation(); if (next) event.preventDefault(); }
}, true);

// A list that narrows while one types: options stay in the document and are hidden, so typing never waits.
const plain = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
const optionsOf = box => [...box.querySelectorAll('[role=option]:not([hidden])')];

function choose(box, option) {
  const input = box.querySelector('input');
  for (const other of box.querySelectorAll('[aria-selected=true]')) other.setAttribute('aria-selected', 'false');
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) input.setAttribute('aria-activedescendant', option.id); else input.removeAttribute('aria-activedescendant');
}

function filter(box) {
  const words = plain(box.querySelector('input').value).split(/\s+/).filter(Boolean);
  for (const option of box.querySelectorAll('[role=option]')) {
    const text = plain(option.dataset.text);
    option.hidden = !words.every(word => text.includes(word));
  }
  const found = optionsOf(box);
  // A name that starts with what was typed is meant more often than one that holds it somewhere.
  choose(box, found.find(o => words.length && plain(o.textContent.trim()).startsWith(words[0])) ?? found[0]);
  const none = box.querySelector('.none');
  if (none) none.hidden = found.length > 0;
}

/** Opens a list with a filter at a point of the window. */
export function openFilterAt(box, x, y) {
  if (!box.matches(':popover-open')) box.showPopover();
  const input = box.querySelector('input');
  input.value = '';
  filter(box);
  place(box, x, y);
  input.focus();
}

addEventListener('input', event => {
  const box = event.target.closest?.('[data-filter-list]');
  if (box) filter(box);
});

addEventListener('keydown', event => {
  const box = event.target.closest?.('[data-filter-list]');
  if (!box) return;
  const options = optionsOf(box);
  const current = box.querySelector('[role=option][aria-selected=true]:not([hidden])');
  if (event.key === 'Enter') { current?.click(); event.preventDefault(); }
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { choose(box, neighbour(event, options, current)); event.preventDefault(); }
}, true);

addEventListener('click', event => {
  const option = event.target.closest?.('[data-filter-list] [role=option]');
  if (option) queueMicrotask(() => option.closest('[popover]').hidePopover());
}, true);

/** Opens a dialog element; a click beside it closes it, as Escape does. Key caps follow the device. */
export function openDialog(dialog) {
  const isApple = /Mac|iP(hone|ad)/.test(navigator.platform);
  const isGerman = document.documentElement.lang.startsWith('de');
  for (const cap of dialog.querySelectorAll('[data-cap=Ctrl]')) cap.textContent = isApple ? '⌘' : isGerman ? 'Strg' : 'Ctrl';
  dialog.onclick = event => { if (event.target === dialog) dialog.close(); };
  if (!dialog.open) dialog.showModal();
}

// The page's own snackbar, for what belongs to no circuit: a message that goes out, a draft thrown away. One at a time, and the newer
// of the two snackbars wins.

const slot = () => document.getElementById('page-notice');
let current = null;

/** Shows a sentence. `undo`, or `action` with its `name`, is what its button does; `stay` milliseconds, null until it is closed; `ended` runs when the time is up. */
export function show({ text, undo, action, name, stay = 8000, isError = false, ended }) {
  close(true);
  const element = slot().querySelector('template').content.firstElementChild.cloneNode(true);
  const button = element.querySelector('[data-do=act]');
  current = { element, undo, ended, timer: 0 };
  element.classList.toggle('err', isError);
  element.querySelector('.i').toggleAttribute('hidden', !isError);
  element.querySelector('[data-slot=text]').textContent = text;
  if (undo) button.dataset.action = 'undo';
  else if (action) { button.textContent = name; button.addEventListener('click', () => { close(); action(); }); }
  else button.remove();
  element.addEventListener('click', e => {
    if (e.target.closest('[data-action=undo]')) { e.preventDefault(); takeBack(); }
    else if (e.target.closest('[data-do=close]')) close(true);
  });
  slot().append(element);
  document.body.dataset.notice = 'page';
  if (stay !== null) current.timer = setTimeout(() => close(true), stay);
  return current;
}

/** Other words in the notice that is shown. */
export function change(shown, text) { if (shown === current) shown.element.querySelector('[data-slot=text]').textContent = text; }

/** Takes it away if it is still shown. */
export function end(shown) { if (shown === current) close(); }

/** Takes back what the notice is about; false if none is shown that can be taken back. */
export function takeBack() {
  const undo = current?.undo;
  if (!undo) return false;
  close();
  undo();
  return true;
}

/** For a page that is left: what was waiting for its time to be up happens now. */
export const settle = () => close(true);

/** A region that is read out, without being seen. */
export const tell = (text, isUrgent = false) => { document.getElementById(isUrgent ? 'compose-alert' : 'compose-status').textContent = text; };

function close(isOver = false) {
  if (!current) return;
  const { element, timer, ended } = current;
  clearTimeout(timer);
  element.remove();
  current = null;
  delete document.body.dataset.notice;
  if (isOver) ended?.();
}

// The circuit's snackbar says something newer: this one gives way.
new MutationObserver(records => {
  if (records.some(record => [...record.addedNodes].some(node => node.matches?.('.snack') && !slot().contains(node)))) close(true);
}).observe(document.querySelector('.app') ?? document.body, { childList: true, subtree: true });

/** Whether something can be taken back here. */
export const canTakeBack = () => !!current?.undo;

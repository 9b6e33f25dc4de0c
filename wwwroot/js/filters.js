// The page of rules: their order by pointer and by keys, the way from the sentence to its fields, and a question before something is lost.

import { guard } from './leaving.js';

const ruleOf = target => target.closest?.('[data-testid=filter-rule]');
const indexOf = rule => Number(rule.dataset.index);

export function connect(root, server) {
  const move = (from, to) => server.invokeMethodAsync('MoveRule', from, to);
  order(root, move);
  fields(root);

  document.addEventListener('visibilitychange', () => { if (!document.hidden && !document.documentElement.dataset.circuit) server.invokeMethodAsync('Refresh'); });

  guard(root, '.edit');
  addEventListener('keydown', event => {
    if (event.key !== 'z' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input,textarea,select,[contenteditable]')) return;
    document.querySelector('[data-testid=toast] [data-action=undo]')?.click();
  });
}

/** Puts the focus on a rule of the list, or on the list if there is none at that place. */
export function focusRule(root, index) {
  (root.querySelector(`[data-testid=filter-rule][data-index="${index}"] .open`) ?? root.querySelector('[data-region=rules]'))?.focus();
}

/** Takes out of the address which message a rule was begun from. */
export function forget() {
  history.replaceState(history.state, '', location.pathname);
}

function order(root, move) {
  let dragged = null, target = null;
  const unmark = () => { for (const rule of root.querySelectorAll('[data-drop]')) delete rule.dataset.drop; };

  root.addEventListener('dragstart', event => {
    dragged = event.target.matches?.('.drag') ? ruleOf(event.target) : null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.name);
    event.dataTransfer.setDragImage(dragged, 12, 20);
  });
  root.addEventListener('dragover', event => {
    const over = dragged && ruleOf(event.target);
    if (!over) return;
    event.preventDefault();
    const box = over.getBoundingClientRect(), isAfter = event.clientY > box.top + box.height / 2;
    unmark();
    over.dataset.drop = isAfter ? 'after' : 'before';
    target = indexOf(over) + (isAfter ? 1 : 0);
  });
  root.addEventListener('drop', event => {
    if (!dragged || target === null) return;
    event.preventDefault();
    const from = indexOf(dragged), to = target > from ? target - 1 : target;
    if (from !== to) move(from, to);
  });
  root.addEventListener('dragend', () => { unmark(); dragged = target = null; });

  root.addEventListener('keydown', event => {
    const step = event.altKey && !event.ctrlKey && !event.metaKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : 0;
    const rule = step && ruleOf(event.target);
    if (!rule) return;
    event.preventDefault();
    const from = indexOf(rule), to = from + step;
    if (rule.dataset.movable === 'true' && to >= 0 && to < root.querySelectorAll('[data-testid=filter-rule]').length) move(from, to);
  });
}

function fields(root) {
  root.addEventListener('click', event => {
    const part = event.target.closest('[data-part]');
    if (!part) return;
    const row = document.getElementById(part.dataset.part);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector('[data-words],input,textarea,select')?.focus();
  });

  // Several texts in one field: Enter ends one, Backspace in the empty field takes the last one back.
  root.addEventListener('keydown', event => {
    const field = event.target;
    if (!field.matches?.('[data-words]') || event.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      if (field.value) field.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (event.key === 'Backspace' && !field.value) {
      field.parentElement.querySelector('.chip:last-of-type button')?.click();
    }
  });
  root.addEventListener('change', event => {
    // After the circuit has read it.
    if (event.target.matches?.('[data-words]')) setTimeout(() => { event.target.value = ''; });
  });
}

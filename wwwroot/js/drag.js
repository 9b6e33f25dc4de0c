// Dragging messages onto a mailbox: moves, with Ctrl copies. A closed mailbox opens after 600 ms.
import { about } from './circuit.js';
import { place } from './list.js';

let dragged = null;
let label = null;
let unfold = 0;

export function listen(targets) {
  document.addEventListener('dragstart', e => {
    const row = e.target.closest?.('[data-testid=message-row]');
    if (!row) return;
    dragged = { uids: targets(row), from: place() };
    const count = dragged.uids?.length ?? (Number(document.querySelector('.selbar .n')?.dataset.count) || document.querySelectorAll('[aria-selected=true][data-testid=message-row]').length);
    label = document.createElement('div');
    label.className = 'drag-label';
    const words = document.getElementById('list-words')?.dataset ?? {};
    label.textContent = (count === 1 ? words.one : words.many)?.replace('{0}', count) ?? String(count);
    document.body.append(label);
    e.dataTransfer.setDragImage(label, -12, -8);
    e.dataTransfer.effectAllowed = 'copyMove';
    e.dataTransfer.setData('text/plain', row.querySelector('[data-testid=row-subject]').textContent.trim());
  });
  document.addEventListener('dragover', e => {
    const target = dragged && targetOf(e);
    mark(target);
    if (!target) return;
    e.preventDefault();
    e.dataTransfer.dropEffect = e.ctrlKey ? 'copy' : 'move';
  });
  document.addEventListener('drop', e => {
    const target = dragged && targetOf(e);
    if (!target) return;
    e.preventDefault();
    about(dragged.from, 'MoveTo', target.dataset.mailbox, dragged.uids, e.ctrlKey);
    end();
  });
  document.addEventListener('dragend', end);
}

function targetOf(e) {
  const entry = e.target.closest?.('[data-testid=mailbox]');
  return entry && entry.dataset.mailbox !== document.getElementById('list')?.dataset.mailbox && entry.dataset.drop ? entry : null;
}

function mark(target) {
  const marked = document.querySelector('[data-over]');
  if (marked === target) return;
  marked?.removeAttribute('data-over');
  clearTimeout(unfold);
  if (!target) return;
  target.setAttribute('data-over', '');
  if (target.getAttribute('aria-expanded') === 'false') unfold = setTimeout(() => target.parentElement.querySelector('[data-fold]')?.click(), 600);
}

function end() {
  mark(null);
  label?.remove();
  dragged = label = null;
}

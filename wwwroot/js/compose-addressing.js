// To, Cc and Bcc together: recipients that move from one to another, by a drag, a menu or the keyboard, and hints at whom a message reaches.
import { openAt } from './menus.js';
import { isOutside } from './compose-addresses.js';
import { say } from './compose-words.js';
import * as notice from './notice.js';

const order = ['to', 'cc', 'bcc'];

/** Above this many in To, Bcc is offered while one writes. */
const inToAtMost = 20;

export class Addressing {
  /** `element` is the composer's, `fields` its recipients by name. */
  constructor(element, fields) {
    Object.assign(this, { element, fields });
    this.hint = element.querySelector('.cw-hint');
    this.menu = element.querySelector('[data-menu=recipient]');
    this.menu.addEventListener('click', e => this.#chosen(e.target.closest('[data-move],[data-chip]')));
    this.hint.querySelector('[data-do=to-bcc]').addEventListener('click', () => this.hide('to'));
    // The focus stays where it is: a field that is left folds, and would take the button from under the pointer.
    this.hint.addEventListener('mousedown', e => e.preventDefault());
    const head = element.querySelector('.cw-fields');
    head.addEventListener('recipient-move', e => this.#step(e.target.dataset.recipients, e.detail.index, e.detail.by));
    head.addEventListener('contextmenu', e => this.#ask(e));
    // Touch has no drag: what a tap on a chosen chip opens is its twin.
    head.addEventListener('click', e => { if (matchMedia('(pointer: coarse)').matches && e.target.closest('.rc') && !e.target.closest('.x')) this.#ask(e); });
    head.addEventListener('dragstart', e => { if (e.target.closest?.('.rc')) setTimeout(() => this.#reveal(true)); });
    head.addEventListener('dragend', () => this.#reveal(false));
  }

  /** Shows Cc and Bcc, or puts them away; one that holds somebody stays in sight, since they get the message. */
  show(isShown) {
    for (const name of ['cc', 'bcc']) this.#box(name).hidden = !isShown && this.fields[name].isEmpty;
    this.element.querySelector('[data-do=copies]').setAttribute('aria-expanded', !this.#isFolded);
  }

  /** Shows both and goes to the first that was not there; with both there already puts the empty ones away. */
  toggle() {
    const first = order.find(name => this.#box(name).hidden);
    this.show(!!first);
    this.fields[first ?? 'to'].focus();
  }

  get #isFolded() { return order.some(name => this.#box(name).hidden); }

  /** Moves all that stand in these fields to Bcc. */
  hide(...names) {
    this.show(true);
    this.fields.bcc.add(names.flatMap(name => this.fields[name].take()));
    this.fields.bcc.focus();
  }

  /** Says what is to be said of the recipients as they are. */
  draw() {
    const many = this.fields.to.people.length, outside = order.flatMap(name => this.fields[name].people).filter(isOutside);
    const set = (slot, text) => { const line = this.hint.querySelector(`[data-slot=${slot}]`); line.hidden = !text; if (line.firstElementChild.textContent !== text) line.firstElementChild.textContent = text; };
    set('many', many > inToAtMost ? say('HintMany', many) : '');
    set('outside', !outside.length ? '' : outside.length > 3 ? say('HintOutsideMany', outside.length) : say('HintOutsideFew', outside.map(one => one.address).join(', ')));
    this.hint.hidden = many <= inToAtMost && !outside.length;
  }

  #box(name) { return this.element.querySelector(`[data-recipients=${name}]`); }

  /** While a chip is dragged, all fields can be reached. */
  #reveal(isDragging) {
    if (isDragging) { this.wasHidden = this.#box('cc').hidden; this.show(true); return; }
    if (this.wasHidden && this.fields.cc.isEmpty && this.fields.bcc.isEmpty) this.show(false);
    this.wasHidden = false;
  }

  #step(from, index, by) {
    const to = order[order.indexOf(from) + by];
    if (to) this.#move(from, index, to);
  }

  #move(from, index, to) {
    if (from === to) return;
    const one = this.fields[from].takeOne(index);
    if (to !== 'to') this.show(true);
    this.fields[to].add([one]);
    this.fields[to].focusOn(one);
    notice.tell(say('RecipientMoved', one.name || one.address, say(`Field_${to}`)));
  }

  #ask(e) {
    const chip = e.target.closest('.rc');
    if (!chip) return;
    e.preventDefault();
    const from = chip.closest('[data-recipients]').dataset.recipients;
    this.asked = { from, index: Number(chip.dataset.at) };
    for (const item of this.menu.querySelectorAll('[data-move]')) item.disabled = item.dataset.move === from;
    const box = chip.getBoundingClientRect(), open = () => openAt(this.menu, box.left, box.bottom + 4);
    // Where a menu comes with the press, the release beside it would be a reason to close it.
    if (e.buttons) addEventListener('pointerup', () => setTimeout(open), { once: true }); else open();
  }

  /** What was chosen in the menu. */
  #chosen(item) {
    if (!item || !this.asked) return;
    const { from, index } = this.asked, { move, chip } = item.dataset;
    this.asked = null;
    if (move) this.#move(from, index, move);
    else if (chip === 'edit') this.fields[from].edit(index);
    else { this.fields[from].takeOne(index); this.fields[from].focus(); }
  }
}

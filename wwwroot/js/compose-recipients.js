// A field of recipients: chips that the keyboard reaches, and an input behind them.
import { parse, format, avatar, isOutside } from './compose-addresses.js';
import { say } from './compose-words.js';
import { Completion } from './compose-completion.js';

/** Chips shown while nobody writes in the field; the rest is behind "+ 7". */
const shownAtMost = 10;

const templateOf = name => document.querySelector(`#compose template[data-for=${name}]`).content.firstElementChild.cloneNode(true);
let dragged = null;

export class Recipients {
  #people = [];
  #isOpen = false;
  #isDrawing = false;

  /** `box` holds the field; `onChange` hears of every change. */
  constructor(box, onChange) {
    this.box = box;
    this.input = box.querySelector('input');
    this.chips = box.querySelector('.rcs');
    this.more = box.querySelector('[data-do=all-recipients]');
    this.onChange = onChange;
    box.addEventListener('click', e => this.#onClick(e));
    box.addEventListener('keydown', e => this.#onKey(e));
    box.addEventListener('focusin', () => { if (!this.#isDrawing) this.#open(true); });
    box.addEventListener('focusout', e => { if (!this.#isDrawing && !box.contains(e.relatedTarget)) { this.commit(); this.#open(false); } });
    this.input.addEventListener('input', () => { if (/[;\n]/.test(this.input.value)) this.commit(); onChange(); });
    this.input.addEventListener('paste', e => this.#onPaste(e));
    this.#listenToDrags();
    new Completion(this);
  }

  /** Who stands in it as a chip. */
  get people() { return this.#people; }

  /** The recipients as text, what is still being typed included. */
  get values() { return [...this.#people, ...parse(this.input.value)].map(format); }

  get isEmpty() { return !this.#people.length && !this.input.value.trim(); }

  get invalid() { return this.#people.filter(one => !one.isValid); }

  /** Shows these recipients; what is typed already stays. */
  set(values) {
    this.#people = values.flatMap(value => parse(value));
    this.#draw();
  }

  /** Adds to them, without those that are there already. */
  add(people) {
    const known = new Set(this.#people.map(one => one.address.toLowerCase()));
    this.#people.push(...people.filter(one => !known.has(one.address.toLowerCase())));
    this.#draw();
    this.onChange();
  }

  /** Takes all of them out and returns them. */
  take() {
    this.commit();
    const all = this.#people;
    this.#people = [];
    this.#draw();
    this.onChange();
    return all;
  }

  /** Takes one out and returns it. */
  takeOne(index) {
    const [one] = this.#people.splice(index, 1);
    this.#draw();
    this.onChange();
    return one;
  }

  /** Marks one as wrong for a reason that the server found. */
  blame(index, why) {
    const one = this.#people[index];
    if (!one) return;
    one.isValid = false;
    one.why = why;
    this.#draw();
  }

  /** Puts another address in its place. */
  replace(index, text) {
    const [better] = parse(text);
    if (!better || !this.#people[index]) return;
    this.#people[index] = { ...better, name: better.name || this.#people[index].name };
    this.#draw();
    this.onChange();
  }

  /** Makes chips of what was typed. */
  commit() {
    const typed = parse(this.input.value);
    if (!typed.length) return;
    this.input.value = '';
    this.add(typed);
  }

  focus() { this.input.focus(); }

  /** To the chip of this recipient. */
  focusOn(one) {
    this.#open(true);
    const at = this.#people.findIndex(other => other.address.toLowerCase() === one.address.toLowerCase());
    (this.chips.children[at] ?? this.input).focus();
  }

  #open(isOpen) {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    // What stays is the same element: the press that opens the field may be meant for the chip below it.
    const shown = this.#shown;
    while (this.chips.children.length > shown) this.chips.lastElementChild.remove();
    for (let at = this.chips.children.length; at < shown; at++) this.chips.append(this.#chip(this.#people[at], at));
    this.#drawMore();
  }

  /** How many are shown as chips. */
  get #shown() { return this.#isOpen ? this.#people.length : Math.min(this.#people.length, shownAtMost); }

  #drawMore() {
    const hidden = this.#people.length - this.#shown;
    this.chips.hidden = !this.#shown;
    this.more.hidden = !hidden;
    this.more.textContent = say('More', hidden);
  }

  #draw() {
    // A chip that goes takes the focus with it, which is no leaving of the field.
    this.#isDrawing = true;
    const at = [...this.chips.children].indexOf(document.activeElement);
    this.chips.replaceChildren(...this.#people.slice(0, this.#shown).map((one, index) => this.#chip(one, index)));
    this.#drawMore();
    if (at >= 0) (this.chips.children[Math.min(at, this.#shown - 1)] ?? this.input).focus();
    this.#isDrawing = false;
  }

  #chip(one, index) {
    const chip = templateOf('chip');
    const { letters, hue } = avatar(one);
    const name = one.name || one.address;
    chip.dataset.at = index;
    chip.classList.toggle('e', !one.isValid);
    chip.classList.toggle('o', isOutside(one));
    chip.title = one.why ?? format(one);
    chip.setAttribute('aria-label', !one.isValid ? say('ChipInvalid', name) : say(isOutside(one) ? 'ChipOutside' : 'Chip', one.name ? `${one.name}, ${one.address}` : one.address));
    chip.setAttribute('aria-keyshortcuts', 'Enter Delete Alt+ArrowDown Alt+ArrowUp');
    chip.querySelector('.av').textContent = letters;
    chip.querySelector('.av').style.setProperty('--h', hue);
    chip.querySelector('.trunc').textContent = name;
    chip.querySelector('.x').setAttribute('aria-label', say('RemoveRecipient', name));
    return chip;
  }

  /** Turns a chip back into text, to mend it. */
  edit(index) {
    const [one] = this.#people.splice(index, 1);
    this.commit();
    this.input.value = format(one);
    this.#draw();
    this.input.focus();
    this.onChange();
  }

  #onClick(e) {
    const chip = e.target.closest('.rc');
    if (chip && e.target.closest('.x')) { this.takeOne(Number(chip.dataset.at)); this.input.focus(); return; }
    if (chip) { chip.focus(); return; }
    if (!e.target.closest('button,input')) this.input.focus();
  }

  #onKey(e) {
    const chip = e.target.closest('.rc');
    if (chip) return this.#onChipKey(e, chip);
    if (e.isComposing) return;
    const isAtStart = this.input.selectionStart === 0 && this.input.selectionEnd === 0;
    if ((e.key === 'Backspace' || e.key === 'ArrowLeft') && isAtStart && this.chips.lastElementChild) {
      this.chips.lastElementChild.focus();
      e.preventDefault();
    } else if ((e.key === 'Enter' && !e.ctrlKey && !e.metaKey) || e.key === ',' && /@\S+$/.test(this.input.value)) {
      e.preventDefault();
      this.commit();
    }
  }

  #onChipKey(e, chip) {
    const at = Number(chip.dataset.at);
    if (e.altKey && /^Arrow(Up|Down)$/.test(e.key)) {
      e.preventDefault();
      return this.box.dispatchEvent(new CustomEvent('recipient-move', { bubbles: true, detail: { index: at, by: e.key === 'ArrowDown' ? 1 : -1 } }));
    }
    switch (e.key) {
      case 'ArrowLeft': (chip.previousElementSibling ?? chip).focus(); break;
      case 'ArrowRight': (chip.nextElementSibling ?? this.input).focus(); break;
      case 'Home': this.chips.firstElementChild.focus(); break;
      case 'End': this.input.focus(); break;
      case 'Backspace':
      case 'Delete': this.takeOne(at); break;
      case 'Enter': if (e.ctrlKey || e.metaKey) return; this.edit(at); break;
      default: return;
    }
    e.preventDefault();
  }

  #onPaste(e) {
    const text = e.clipboardData?.getData('text/plain') ?? '';
    if (!/[,;<\t\r\n]/.test(text.trim())) return;
    e.preventDefault();
    // An input would drop the line breaks, and make one address of two.
    const { value, selectionStart, selectionEnd } = this.input;
    this.input.value = '';
    this.add(parse(value.slice(0, selectionStart) + text + value.slice(selectionEnd)));
  }

  #listenToDrags() {
    this.box.addEventListener('dragstart', e => {
      const chip = e.target.closest?.('.rc');
      if (!chip) return;
      dragged = { from: this, index: Number(chip.dataset.at) };
      e.dataTransfer.effectAllowed = 'move';
      e.dataTransfer.setData('text/plain', format(this.#people[dragged.index]));
    });
    this.box.addEventListener('dragend', () => { dragged = null; });
    this.box.addEventListener('dragover', e => { if (dragged && dragged.from !== this) { e.preventDefault(); this.box.classList.add('drop'); } });
    this.box.addEventListener('dragleave', e => { if (!this.box.contains(e.relatedTarget)) this.box.classList.remove('drop'); });
    this.box.addEventListener('drop', e => {
      this.box.classList.remove('drop');
      if (!dragged || dragged.from === this) return;
      e.preventDefault();
      this.add([dragged.from.takeOne(dragged.index)]);
    });
  }
}

// Completes a recipient while it is typed: the list below the field, a combobox of WAI-ARIA whose focus stays in the input.
import { isAddress, avatar, format } from './compose-addresses.js';
import { ask } from './compose-http.js';
import { say, count } from './compose-words.js';
import * as notice from './notice.js';

/** Offered at a time: what fits below the field, and is seen at a glance. */
const offeredAtMost = 6;

/** Milliseconds after which what was answered is asked anew: meanwhile a message may have gone out. */
const keptFor = 30_000;

/** Milliseconds in which a removal can be taken back. */
const regret = 8000;

/** What the server answered, by what was typed; the same for every field of the page. */
const answers = new Map();
/** Entries that are being removed: not offered any more, whatever an answer says. */
const removed = new Set();
let numbered = 0;

const templateOf = name => document.querySelector(`#compose template[data-for=${name}]`).content.firstElementChild.cloneNode(true);
const keyOf = typed => typed.normalize('NFC').toLocaleLowerCase();

/** The likeliest contacts for what was typed. The text travels in a header: addresses have no place in what proxies log. */
async function find(typed, signal) {
  const key = keyOf(typed), known = answers.get(key);
  if (known && performance.now() - known.at < keptFor) return known.contacts;
  const answer = await ask('GET', 'compose/recipients', undefined, { signal, headers: { Accept: 'application/json', 'Webmail-Typed': encodeURIComponent(typed) } });
  answers.set(key, { contacts: answer.contacts, at: performance.now() });
  return answer.contacts;
}

export class Completion {
  #contacts = [];
  #active = -1;
  #asking = null;
  #takesFirst = false;

  /** `field` is the field of recipients: its `input`, the `people` in it, and `add`. */
  constructor(field) {
    this.field = field;
    this.input = field.input;
    this.popup = templateOf('suggestions');
    this.list = this.popup.querySelector('ul');
    this.list.id = `suggestions-${++numbered}`;
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-haspopup', 'listbox'], ['aria-controls', this.list.id], ['aria-expanded', 'false']]) this.input.setAttribute(name, value);
    field.box.append(this.popup);
    this.input.addEventListener('input', () => this.#typed());
    // The database is read while the first letter is on its way.
    this.input.addEventListener('focus', () => { find('').catch(() => {}); });   // Nothing is lost: the next letter asks again.
    this.input.addEventListener('blur', () => this.close());
    this.input.addEventListener('keydown', e => this.#onKey(e));
    // The focus stays in the input, whose loss would make a chip of what is typed.
    this.popup.addEventListener('pointerdown', e => e.preventDefault());
    this.popup.addEventListener('mousedown', e => e.preventDefault());
    this.popup.addEventListener('click', e => this.#onClick(e));
    this.popup.addEventListener('pointermove', e => { const at = this.#indexOf(e.target); if (at >= 0 && at !== this.#active) this.#mark(at); });
    const place = () => { if (this.isOpen) this.#place(); };
    field.box.parentElement.addEventListener('scroll', place, { passive: true });
    visualViewport?.addEventListener('resize', place);
    new ResizeObserver(place).observe(field.box);
    // Who was quicker than the draft.
    if (document.activeElement === this.input) this.#typed();
  }

  get isOpen() { return this.popup.matches(':popover-open'); }

  close() {
    this.#asking?.abort();
    this.#asking = null;
    this.#takesFirst = false;
    this.#active = -1;
    this.input.removeAttribute('aria-activedescendant');
    if (!this.isOpen) return;
    this.popup.hidePopover();
    this.list.replaceChildren();
    this.input.setAttribute('aria-expanded', 'false');
    notice.tell('');
  }

  #typed() {
    const typed = this.input.value.trim();
    if (!typed) return this.close();
    this.#offer(typed);
  }

  /** Shows who may be meant; an answer that comes after a newer question is of no interest. */
  async #offer(typed, isAskedFor = false) {
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    this.#takesFirst = false;
    try {
      const contacts = await find(typed, asking.signal);
      if (asking !== this.#asking || this.input.value.trim() !== typed || document.activeElement !== this.input) return;
      this.#asking = null;
      const takesFirst = this.#takesFirst;
      this.#show(contacts, !isAskedFor && isAddress(typed) ? -1 : 0);
      if (takesFirst) this.#contacts.length ? this.#take(0) : this.field.commit();
    } catch {
      // Without an answer one writes the address out; that the server is lost is said by what saves the draft.
      if (asking === this.#asking) { const wasTaken = this.#takesFirst; this.close(); if (wasTaken) this.field.commit(); }
    }
  }

  #show(found, active) {
    const taken = new Set(this.field.people.map(one => one.address.toLowerCase()));
    this.#contacts = found.filter(one => !taken.has(one.address.toLowerCase()) && !removed.has(one.id)).slice(0, offeredAtMost);
    if (!this.#contacts.length) return this.close();
    this.list.replaceChildren(...this.#contacts.map((one, index) => this.#option(one, index)));
    if (!this.isOpen) this.popup.showPopover();
    this.input.setAttribute('aria-expanded', 'true');
    this.#mark(active);
    this.#place();
    notice.tell(count('Suggestions', this.#contacts.length));
  }

  #option(one, index) {
    const option = templateOf('suggestion');
    const { letters, hue } = avatar(one);
    option.id = `${this.list.id}-${index}`;
    option.querySelector('.av').textContent = letters;
    option.querySelector('.av').style.setProperty('--h', hue);
    option.querySelector('b bdi').textContent = one.name || one.address;
    option.querySelector('.addr bdi').textContent = one.address;
    option.querySelector('.addr').hidden = !one.name;
    option.title = format(one);
    return option;
  }

  #mark(index) {
    this.#active = index;
    [...this.list.children].forEach((option, at) => { option.setAttribute('aria-selected', at === index); option.classList.toggle('on', at === index); });
    if (index < 0) this.input.removeAttribute('aria-activedescendant');
    else { this.input.setAttribute('aria-activedescendant', this.list.children[index].id); this.list.children[index].scrollIntoView({ block: 'nearest' }); }
  }

  /** Below the field, or above it where a keyboard or the end of the window leaves no room. */
  #place() {
    const box = this.field.box.getBoundingClientRect(), at = this.input.getBoundingClientRect();
    const width = Math.min(420, innerWidth - 16), left = Math.max(8, Math.min(at.left - 10, box.right - width - 8));
    const bottom = visualViewport ? visualViewport.offsetTop + visualViewport.height : innerHeight, below = bottom - at.bottom - 12, above = at.top - 12;
    const isBelow = below >= Math.min(this.popup.scrollHeight, 180) || below > above;
    Object.assign(this.popup.style, {
      width: `${width}px`, left: `${left}px`, maxHeight: `${Math.max(120, isBelow ? below : above)}px`,
      top: isBelow ? `${Math.min(box.bottom, at.bottom + 6) + 2}px` : 'auto', bottom: isBelow ? 'auto' : `${innerHeight - at.top + 4}px`,
    });
  }

  #take(index) {
    const { name, address } = this.#contacts[index];
    this.close();
    this.input.value = '';
    this.field.add([{ name, address, isValid: true }]);
    notice.tell(say('SuggestionTaken', name || address));
  }

  /** Takes an entry out of the list; it is forgotten once that can't be taken back any more. */
  #forget(index) {
    const one = this.#contacts[index];
    removed.add(one.id);
    const left = this.#contacts.filter(other => other !== one);
    this.#show(left, Math.min(index, left.length - 1));
    notice.show({ text: say('Forgotten', one.name || one.address), undo: () => removed.delete(one.id), stay: regret, ended: () => forget(one) });
    notice.tell(say('Forgotten', one.name || one.address));
  }

  #indexOf(element) { return [...this.list.children].indexOf(element.closest?.('[role=option]')); }

  #onClick(e) {
    const index = this.#indexOf(e.target);
    if (index < 0) return;
    e.stopPropagation();
    if (e.target.closest('[data-do=forget]')) this.#forget(index);
    else this.#take(index);
  }

  #onKey(e) {
    if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    const last = this.#contacts.length - 1;
    if (!this.isOpen) {
      if (e.key === 'ArrowDown') this.#offer(this.input.value.trim(), true);
      // The answer to what was typed is on its way, and nobody types half a name to write to it.
      else if (e.key === 'Enter' && this.#asking && this.input.value.trim() && !this.input.value.includes('@')) this.#takesFirst = true;
      else return;
    } else if (e.key === 'ArrowDown') this.#mark(this.#active >= last ? 0 : this.#active + 1);
    else if (e.key === 'ArrowUp') this.#mark(this.#active <= 0 ? last : this.#active - 1);
    else if (e.key === 'Escape') this.close();
    else if ((e.key === 'Enter' || e.key === 'Tab' && !e.shiftKey) && this.#active >= 0) this.#take(this.#active);
    else if (e.key === 'Delete' && e.shiftKey && this.#active >= 0) this.#forget(this.#active);
    // These make a chip of what is typed, which the field does.
    else { if (e.key === 'Enter' || e.key === ',') this.close(); return; }
    e.preventDefault();
    e.stopPropagation();
  }
}

async function forget(one) {
  try {
    await ask('DELETE', `compose/recipients/${one.id}`, undefined, { keepalive: true });
    answers.clear();
  } catch {
    removed.delete(one.id);
    notice.show({ text: say('NotForgotten', one.name || one.address), isError: true });
  }
}

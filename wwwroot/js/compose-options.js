// What a message can have besides: priority, a receipt of reading, a report of delivery, templates. One menu.
import { offers } from './compose-account.js';
import { Templates } from './compose-templates.js';
import { say } from './compose-words.js';

const names = { 1: 'high', '-1': 'low' };
let made = 0;

export class Options {
  #priority = 0;

  constructor(composer, onChange) {
    const { element } = composer, button = element.querySelector('[data-do=options]');
    this.menu = element.querySelector('[data-menu=options]');
    this.tag = element.querySelector('[data-slot=priority]');
    this.templates = new Templates(composer, button);
    this.menu.id = `compose-options-${++made}`;
    button.setAttribute('popovertarget', this.menu.id);
    this.menu.addEventListener('click', e => {
      const item = e.target.closest('[role^=menuitem]');
      if (!item || !composer.saving) return;
      const { priority, option } = item.dataset;
      if (item.dataset.do === 'templates') return setTimeout(() => this.templates.open());
      if (item.dataset.do === 'keep-template') return setTimeout(() => this.templates.ask());
      if (item.dataset.do === 'discard') return composer.discard();
      if (priority) this.#draw(Number(priority));
      else if (option) item.setAttribute('aria-checked', item.getAttribute('aria-checked') !== 'true');
      onChange();
    });
  }

  /** Shows what a draft has. */
  set(draft) {
    this.#draw(draft.priority ?? 0);
    for (const name of ['asksForReceipt', 'asksForDelivery']) this.#item(name).setAttribute('aria-checked', !!draft[name]);
    const delivery = this.#item('asksForDelivery');
    delivery.hidden = !draft.asksForDelivery;
    offers().then(offered => { if (offered.reportsDelivery) delivery.hidden = false; });
  }

  /** The draft's fields. */
  get values() {
    const is = name => this.#item(name).getAttribute('aria-checked') === 'true';
    return { priority: this.#priority, asksForReceipt: is('asksForReceipt'), asksForDelivery: is('asksForDelivery') };
  }

  #item(name) { return this.menu.querySelector(`[data-option=${name}]`); }

  #draw(priority) {
    this.#priority = priority;
    for (const item of this.menu.querySelectorAll('[data-priority]')) item.setAttribute('aria-checked', item.dataset.priority === String(priority));
    this.tag.hidden = !names[priority];
    this.tag.textContent = names[priority] ? say(`PriorityShown_${names[priority]}`) : '';
  }
}

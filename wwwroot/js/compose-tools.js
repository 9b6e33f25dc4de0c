// The toolbar above or below a text: one stop for the keyboard, arrows inside, and its menus.

let made = 0;

export class Tools {
  /** `run(format, value)` does what a tool says; `has(format, value)` tells whether the text at the cursor is so. */
  constructor(element, { run, has }) {
    this.element = element;
    this.has = has;
    made++;
    for (const menu of element.querySelectorAll('[popover]')) {
      menu.id = `tools-${menu.dataset.for}-${made}`;
      element.querySelector(`[data-menu=${menu.dataset.for}]`).setAttribute('popovertarget', menu.id);
      // The menu closes; the window around it stays as it is.
      menu.addEventListener('keydown', e => { if (e.key === 'Escape') e.stopPropagation(); });
    }
    element.addEventListener('click', e => {
      const tool = e.target.closest('[data-format]'), more = e.target.closest('[data-do=tools]');
      if (tool) run(tool.dataset.format, tool.dataset.value);
      if (more) more.setAttribute('aria-expanded', element.toggleAttribute('data-all'));
    });
    element.addEventListener('keydown', e => this.#onKey(e));
  }

  /** Shows the tools that serve the mode: without formatting hardly any. */
  show(isPlain) {
    for (const tool of this.element.querySelectorAll(':scope > :is([data-format],[data-menu],.tb-sep,[data-do=tools])')) tool.hidden = isPlain;
    this.element.toggleAttribute('data-plain', isPlain);
    this.element.querySelector('[data-do=plain]')?.setAttribute('aria-pressed', isPlain);
    this.#rove(this.#all()[0]);
  }

  /** Shows what the text at the cursor is. */
  draw() {
    for (const tool of this.element.querySelectorAll('[data-format]')) {
      const { format, value } = tool.dataset, mark = tool.hasAttribute('aria-checked') ? 'aria-checked' : 'aria-pressed';
      if (!tool.hasAttribute(mark)) continue;
      const is = this.has(format, value);
      tool.setAttribute(mark, is);
      if (is && format === 'block') this.element.querySelector('[data-slot=block]').textContent = tool.textContent.trim();
      if (is && format === 'align') this.element.querySelector('[data-menu=align] use').setAttribute('href', `#i-format_align_${value}`);
    }
  }

  #all() { return [...this.element.querySelectorAll(':scope > button:not([hidden])')].filter(tool => tool.checkVisibility?.() ?? true); }

  #onKey(e) {
    const all = this.#all();
    const at = all.indexOf(e.target.closest('button'));
    const next = { ArrowRight: all[(at + 1) % all.length], ArrowLeft: all.at(at - 1), Home: all[0], End: all.at(-1) }[e.key];
    if (!next || at < 0) return;
    e.preventDefault();
    this.#rove(next);
    next.focus();
  }

  #rove(stop) {
    for (const tool of this.element.querySelectorAll(':scope > button')) tool.tabIndex = tool === stop ? 0 : -1;
  }
}

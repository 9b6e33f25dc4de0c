// The text of a message: the editor, its toolbar, and the mode without formatting.
import { toText, toHtml } from './compose-text.js';
import { say } from './compose-words.js';

let library;

/** Fetches the editor: when the page has time, or somebody begins to write. */
export const load = () => library ??= import('../lib/editor/editor.js').then(prepare, fault => { library = undefined; throw fault; });

function prepare({ Squire, purify }) {
  // What a style fetches tells its author that somebody answers, and the page's policy would refuse it anyway.
  purify.addHook('uponSanitizeAttribute', (_, data) => {
    if (data.attrName === 'style' && /url\s*\(|image-set|expression/i.test(data.attrValue)) data.keepAttr = false;
  });
  return { Squire, purify };
}

const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const allowed = {
  RETURN_DOM_FRAGMENT: true,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'option', 'audio', 'video', 'source', 'track', 'dialog', 'details', 'map', 'area', 'slot', 'template'],
  FORBID_ATTR: ['id', 'name', 'tabindex', 'accesskey', 'contenteditable', 'srcset', 'background', 'poster', 'popover', 'popovertarget'],
  ADD_ATTR: ['data-cid', 'data-held-src'],
};

const commands = {
  bold: ['B', 'bold', 'removeBold'], italic: ['I', 'italic', 'removeItalic'], underline: ['U', 'underline', 'removeUnderline'],
  strike: ['S', 'strikethrough', 'removeStrikethrough'], ul: ['UL', 'makeUnorderedList', 'removeList'], ol: ['OL', 'makeOrderedList', 'removeList'],
  quote: ['BLOCKQUOTE', 'increaseQuoteLevel', 'decreaseQuoteLevel'], link: ['A'],
};

export class Editor {
  #squire = null;
  #before = null;

  /** `pictures` gives the address of a picture by its Content-ID, `takePicture` takes one that comes as text and names it; `onChange` and `onPictures` hear of what is typed and of pictures that are pasted. */
  constructor(box, { pictures, takePicture, onChange, onPictures }) {
    this.box = box;
    this.root = box.querySelector('[data-testid=editor]');
    this.plain = box.querySelector('textarea');
    this.tools = box.querySelector('.cw-t');
    this.link = box.querySelector('.cw-l');
    this.pictures = pictures;
    this.takePicture = takePicture;
    this.onChange = onChange;
    this.onPictures = onPictures;
    this.plain.addEventListener('input', onChange);
    this.tools.addEventListener('click', e => this.#onTool(e));
    this.tools.addEventListener('keydown', e => this.#onToolKey(e));
    this.link.addEventListener('submit', e => { e.preventDefault(); this.#setLink(); });
    this.link.addEventListener('keydown', e => { if (e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); this.#closeLink(); } });
    this.link.querySelector('[type=button]').addEventListener('click', () => this.#closeLink());
  }

  get isPlain() { return !this.plain.hidden; }

  /** The text is there and can be written in. */
  get isReady() { return this.isPlain || this.#squire !== null; }

  /** Shows a draft's text. Without the editor (it could not be fetched) it is plain text. */
  async show(html, text) {
    if (html === null) return this.#showPlain(text);
    try {
      await this.#start();
    } catch {
      return this.#showPlain(text);
    }
    this.#squire.setHTML(html);
    this.#squire.moveCursorToStart();
  }

  /** The text as HTML, null in plain-text mode. Pictures are named by their Content-ID again. */
  html() {
    if (this.isPlain || !this.#squire) return null;
    const copy = document.createElement('template');
    copy.innerHTML = this.#squire.getHTML();
    for (const picture of copy.content.querySelectorAll('img[data-cid],img[data-held-src]')) {
      // What is held back here the server makes itself again when it is sent.
      if (picture.dataset.cid) picture.src = `cid:${picture.dataset.cid}`;
      else picture.removeAttribute('src');
      picture.removeAttribute('data-cid');
    }
    return copy.innerHTML;
  }

  text() { return this.isPlain ? this.plain.value : this.#squire ? toText(this.root) : ''; }

  /** What the person wrote, without what they answer. */
  ownText() {
    if (this.isPlain) return this.plain.value.replace(/^>.*$/gm, '');
    const copy = this.root.cloneNode(true);
    for (const quote of copy.querySelectorAll('blockquote')) quote.remove();
    return toText(copy);
  }

  focus() {
    if (!this.isPlain && this.#squire) this.#squire.focus();
    else { this.plain.focus(); this.plain.setSelectionRange(0, 0); }
  }

  /** Puts a picture where the cursor is. */
  insertPicture(cid, name) { this.#squire?.insertImage(this.pictures(cid) ?? nothing, { 'data-cid': cid, alt: name }); }

  async togglePlain() {
    if (this.isPlain) {
      const html = this.#before && this.#before.text === this.plain.value ? this.#before.html : toHtml(this.plain.value);
      await this.#start();
      this.plain.hidden = true;
      this.#draw();
      this.#squire.setHTML(html);
    } else {
      const text = this.text();
      this.#before = { html: this.#squire.getHTML(), text };
      this.#showPlain(text);
    }
    this.focus();
    this.onChange();
  }

  destroy() { this.#squire?.destroy(); this.#squire = null; }

  #showPlain(text) {
    this.plain.value = text;
    this.plain.hidden = false;
    this.#draw();
  }

  #draw() {
    this.root.hidden = this.isPlain;
    for (const tool of this.tools.querySelectorAll('[data-format],.tb-sep')) tool.hidden = this.isPlain;
    this.tools.querySelector('[data-do=plain]').setAttribute('aria-pressed', this.isPlain);
    this.#rove(this.tools.querySelector('button:not([hidden])'));
  }

  async #start() {
    if (this.#squire) return;
    const { Squire, purify } = await load();
    if (this.#squire) return;
    this.#squire = new Squire(this.root, {
      blockTag: 'DIV',
      sanitizeToDOMFragment: html => document.importNode(this.#withPictures(purify.sanitize(html, allowed)), true),
      toPlainText: html => { const part = document.createElement('template'); part.innerHTML = html; return toText(part.content); },
    });
    this.#squire.addEventListener('input', () => this.onChange());
    this.#squire.addEventListener('pathChange', () => this.#drawTools());
    this.#squire.addEventListener('select', () => this.#drawTools());
    this.#squire.addEventListener('pasteImage', e => this.onPictures([...e.detail.clipboardData.items].filter(item => item.kind === 'file').map(item => item.getAsFile())));
    this.#draw();
  }

  /**
   * Pictures of the message come from where its files are; those from elsewhere are not fetched, as in the reader. The fragment is of
   * a document that loads nothing.
   */
  #withPictures(fragment) {
    for (const picture of fragment.querySelectorAll('img')) {
      const source = picture.getAttribute('src') ?? '';
      if (source.startsWith('cid:')) picture.dataset.cid = source.slice(4);
      else if (/^data:image\//i.test(source)) picture.dataset.cid = this.takePicture(source, picture.alt);
      else if (/^https?:/i.test(source)) picture.dataset.heldSrc = source;
      if (picture.dataset.cid) picture.src = this.pictures(picture.dataset.cid) ?? nothing;
      else if (picture.dataset.heldSrc) picture.src = nothing;
    }
    return fragment;
  }

  #drawTools() {
    for (const tool of this.tools.querySelectorAll('[data-format][aria-pressed]')) {
      tool.setAttribute('aria-pressed', this.#squire.hasFormat(commands[tool.dataset.format][0]));
    }
  }

  #onTool(e) {
    const what = e.target.closest('[data-format]')?.dataset.format;
    if (!what || !this.#squire) return;
    if (what === 'link') return this.#openLink();
    if (what === 'picture') return this.#choosePicture();
    if (what === 'clear') this.#squire.removeAllFormatting();
    else {
      const [tag, on, off] = commands[what];
      this.#squire[this.#squire.hasFormat(tag) ? off : on]();
    }
    this.#squire.focus();
    this.#drawTools();
  }

  #onToolKey(e) {
    const all = [...this.tools.querySelectorAll('button:not([hidden])')];
    const at = all.indexOf(e.target.closest('button'));
    const next = { ArrowRight: all[(at + 1) % all.length], ArrowLeft: all.at(at - 1), Home: all[0], End: all.at(-1) }[e.key];
    if (!next || at < 0) return;
    e.preventDefault();
    this.#rove(next);
    next.focus();
  }

  #rove(stop) {
    for (const tool of this.tools.querySelectorAll('button')) tool.tabIndex = tool === stop ? 0 : -1;
  }

  #choosePicture() {
    const chooser = document.createElement('input');
    chooser.type = 'file';
    chooser.accept = 'image/*';
    chooser.multiple = true;
    chooser.addEventListener('change', () => this.onPictures([...chooser.files]));
    chooser.click();
  }

  #openLink() {
    if (this.#squire.hasFormat('A')) { this.#squire.removeLink(); this.#squire.focus(); return; }
    this.link.hidden = false;
    this.link.address.value = '';
    this.link.address.setCustomValidity('');
    this.link.address.focus();
  }

  #setLink() {
    const typed = this.link.address.value.trim();
    const address = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : typed.includes('@') && !typed.includes('/') ? `mailto:${typed}` : `https://${typed}`;
    // Whoever reads it gets a link of these kinds only.
    if (!typed || !/^(?:https?|mailto|tel):/i.test(address)) {
      this.link.address.setCustomValidity(say('LinkWrong'));
      this.link.address.reportValidity();
      this.link.address.addEventListener('input', () => this.link.address.setCustomValidity(''), { once: true });
      return;
    }
    this.link.hidden = true;
    this.#squire.focus();
    this.#squire.makeLink(address);
  }

  #closeLink() {
    this.link.hidden = true;
    this.#squire?.focus();
  }
}

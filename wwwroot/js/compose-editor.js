// The text of a message: the editor, its toolbar, and the mode without formatting.
import { Tools } from './compose-tools.js';
import { toText, toHtml, toOwnHtml } from './compose-text.js';
import { load } from './compose-library.js';
import { say } from './compose-words.js';

const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
const commands = {
  bold: ['B', 'bold', 'removeBold'], italic: ['I', 'italic', 'removeItalic'], underline: ['U', 'underline', 'removeUnderline'],
  strike: ['S', 'strikethrough', 'removeStrikethrough'], ul: ['UL', 'makeUnorderedList', 'removeList'], ol: ['OL', 'makeOrderedList', 'removeList'],
  quote: ['BLOCKQUOTE', 'increaseQuoteLevel', 'decreaseQuoteLevel'], link: ['A'],
};

const blocks = ['H1', 'H2', 'H3', 'PRE'];

/** Whether two colours are one, however they are written. */
function sameColour(left, right) {
  const figures = text => {
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text ?? '');
    return hex ? hex.slice(1).map(pair => parseInt(pair, 16)).join() : (text ?? '').match(/\d+/g)?.slice(0, 3).join();
  };
  return figures(left) === figures(right);
}

export class Editor {
  #squire = null;
  #before = null;
  #clean = null;

  /** `pictures` gives the address of a picture by its Content-ID, `takePicture` takes one that comes as text and names it; `onChange` and `onPictures` hear of what is typed and of pictures that are pasted. */
  constructor(box, { pictures, takePicture, onChange, onPictures }) {
    this.box = box;
    this.root = box.querySelector('[data-testid=editor]');
    this.plain = box.querySelector('textarea');
    this.tools = new Tools(box.querySelector('.cw-t'), { run: (format, value) => this.#run(format, value), has: (format, value) => this.#has(format, value) });
    this.link = box.querySelector('.cw-l');
    this.pictures = pictures;
    this.takePicture = takePicture;
    this.onChange = onChange;
    this.onPictures = onPictures;
    this.plain.addEventListener('input', onChange);
    // Below a signature nobody means to write: the cursor stays where the text begins.
    this.root.addEventListener('mousedown', e => { if (e.target === this.root && this.#squire && !this.ownHtml()) { e.preventDefault(); this.focus(); } });
    this.root.addEventListener('keydown', e => { if (e.key.toLowerCase() === 'k' && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey) { e.preventDefault(); this.#run('link'); } });
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
    // Whoever came here before it stood writes on from here.
    if (document.activeElement === this.root) this.focus();
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
    for (const quote of copy.querySelectorAll('blockquote,.moz-cite-prefix,.moz-forward-container')) quote.remove();
    return toText(copy);
  }

  /** The same as HTML, without signature and pictures: what a template is made of. */
  ownHtml() { return toOwnHtml(this.isPlain ? toHtml(this.plain.value) : this.root.innerHTML); }

  /** Nobody has written anything. */
  get isBlank() { return !this.ownHtml() && [...this.root.querySelectorAll('img')].every(picture => picture.closest('.moz-signature')); }

  /** Puts a text where the cursor is. */
  insert(html, text) {
    if (this.isPlain) {
      this.plain.setRangeText(text, this.plain.selectionStart, this.plain.selectionEnd, 'end');
      this.onChange();
    } else this.#squire?.insertHTML(html);
    this.focus();
  }

  /** Changes the text by `work`, which gets its element and a maker of cleaned fragments; the editor's undo takes it back. */
  change(work) {
    if (!this.#squire) return;
    this.#squire.saveUndoState();
    work(this.root, html => this.#clean(html));
  }

  focus() {
    if (!this.isPlain && this.#squire) this.#squire.focus();
    else { this.plain.focus(); this.plain.setSelectionRange(0, 0); }
  }

  /** Puts a picture where the cursor is. */
  insertPicture(cid, name) { this.#squire?.insertImage(this.pictures(cid) ?? nothing, { 'data-cid': cid, alt: name }); }

  /** Takes pictures that fall into the text, where they fall; false for anything else. */
  dropPictures({ dataTransfer, target, clientX, clientY }) {
    const files = [...dataTransfer.files];
    if (this.isPlain || !this.#squire || !this.root.contains(target) || files.some(file => !file.type.startsWith('image/'))) return false;
    const at = document.caretPositionFromPoint?.(clientX, clientY) ?? document.caretRangeFromPoint?.(clientX, clientY);
    const node = at?.offsetNode ?? at?.startContainer;
    if (node && this.root.contains(node)) {
      const range = document.createRange();
      range.setStart(node, at.offset ?? at.startOffset);
      this.#squire.setSelection(range);
    }
    this.onPictures(files);
    return true;
  }

  async togglePlain() {
    if (this.isPlain) {
      const html = this.#before && this.#before.text === this.plain.value ? this.#before.html : toHtml(this.plain.value);
      await this.#start();
      this.plain.hidden = true;
      this.#draw();
      this.#squire.setHTML(html);
    } else {
      const text = toText(this.root, true);
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
    this.tools.show(this.isPlain);
  }

  async #start() {
    if (this.#squire) return;
    const { Squire, clean } = await load();
    if (this.#squire) return;
    this.#clean = html => document.importNode(this.#withPictures(clean(html)), true);
    this.#squire = new Squire(this.root, {
      blockTag: 'DIV',
      classNames: { color: 'wm-pen', fontFamily: 'font', fontSize: 'size', highlight: 'highlight' },
      sanitizeToDOMFragment: html => this.#clean(html),
      toPlainText: html => { const part = document.createElement('template'); part.innerHTML = html; return toText(part.content); },
    });
    this.root.removeAttribute('aria-readonly');   // It is editable from here on: what was typed before would be overwritten.
    this.#squire.addEventListener('input', () => this.onChange());
    for (const change of ['pathChange', 'select']) this.#squire.addEventListener(change, () => this.tools.draw());
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
      // One that was here before, as when the text was plain for a while, has its name already.
      const isKnown = picture.dataset.cid || picture.dataset.heldSrc;
      if (source.startsWith('cid:')) picture.dataset.cid = source.slice(4);
      else if (!isKnown && /^data:image\//i.test(source)) picture.dataset.cid = this.takePicture(source, picture.alt);
      else if (/^https?:/i.test(source)) picture.dataset.heldSrc = source;
      // What else a page names is a place on the writer's own disk, or would be fetched from here.
      else if (!isKnown) { picture.replaceWith(picture.alt); continue; }
      picture.src = picture.dataset.cid && this.pictures(picture.dataset.cid) || nothing;
    }
    for (const link of fragment.querySelectorAll('a:not([href])')) link.replaceWith(...link.childNodes);
    return fragment;
  }

  #has(format, value) {
    const squire = this.#squire;
    if (!squire) return false;
    switch (format) {
      case 'block': return value === 'div' ? !blocks.some(tag => squire.hasFormat(tag)) : squire.hasFormat(value.toUpperCase());
      case 'align': return this.#alignment() === value;
      case 'color': return value ? sameColour(squire.getFontInfo().color, value) : !squire.getFontInfo().color;
      default: return squire.hasFormat(commands[format][0]);
    }
  }

  #run(format, value) {
    const squire = this.#squire;
    if (!squire) return;
    switch (format) {
      case 'link': return this.#openLink();
      case 'picture': return this.#choosePicture();
      case 'clear': squire.removeAllFormatting(); break;
      case 'block': this.#setBlock(value); break;
      case 'align': squire.setTextAlignment(value === 'left' ? '' : value); break;
      case 'color': squire.setTextColor(value || null); break;
      default: {
        const [tag, on, off] = commands[format];
        squire[squire.hasFormat(tag) ? off : on]();
      }
    }
    squire.focus();
    this.tools.draw();
  }

  /** Makes headings, program text or plain paragraphs of the lines at the cursor. */
  #setBlock(tag) {
    const squire = this.#squire;
    if (squire.hasFormat('PRE')) squire.removeCode();
    if (tag === 'pre') {
      // Of words within one line Squire would mark these alone.
      const range = squire.getSelection(), lineOf = node => (node.closest ? node : node.parentElement).closest('div,p,li,td,h1,h2,h3,h4,h5,h6');
      if (lineOf(range.startContainer) === lineOf(range.endContainer)) { range.collapse(true); squire.setSelection(range); }
      return squire.code();
    }
    squire.modifyBlocks(fragment => {
      for (const line of [...fragment.querySelectorAll('div,p,h1,h2,h3,h4,h5,h6')]) {
        if (line.querySelector('div,p,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,pre')) continue;
        const made = document.createElement(tag);
        for (const { name, value } of line.attributes) made.setAttribute(name, value);
        made.append(...line.childNodes);
        line.replaceWith(made);
      }
      return fragment;
    });
  }

  #alignment() {
    const range = this.#squire.getSelection(), at = range.startContainer;
    const element = at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement;
    const side = element && this.root.contains(element) ? getComputedStyle(element).textAlign : 'start';
    return side === 'center' || side === 'right' ? side : 'left';
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

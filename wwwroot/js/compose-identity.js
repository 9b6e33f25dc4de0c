// From whom a message is: the choice of the address, and the signature that belongs to it.
import { account } from './compose-account.js';
import { parse } from './compose-addresses.js';
import { toHtml } from './compose-text.js';
import { say } from './compose-words.js';

/** What mail programs know a signature by, and where what is quoted begins. */
const signature = '.moz-signature', quotes = '.moz-cite-prefix,.moz-forward-container,blockquote';

/** Kinds of drafts that begin with a signature; the others are written already. */
const signed = ['new', 'reply', 'replyAll', 'replyToList', 'forward', 'forwardAsAttachment'];

const addressOf = from => parse(from ?? '')[0]?.address.toLowerCase();

/** The identity of a From field, by name and address, else by address; of none, the default one. */
export function identityOf(from) {
  const all = account()?.identities ?? [];
  if (!from) return all[0];
  return all.find(one => one.from === from) ?? all.find(one => one.address.toLowerCase() === addressOf(from));
}

const isBelow = () => account()?.signaturePlace === 'belowQuote';
const htmlOf = identity => identity?.signatureHtml || (identity?.signatureText ? toHtml(identity.signatureText) : '');
const textOf = identity => identity?.signatureText ?? '';

/** A draft as it begins for this person: from their address, with their signature, by their habits. */
export function begin(draft) {
  const own = account(), identity = identityOf(draft.from) ?? own?.identities[0];
  if (!own || !signed.includes(draft.kind)) return draft;
  const begun = { ...draft, from: identity.from, asksForReceipt: own.asksForReceipt };
  if (own.writesPlainText) {
    begun.html = null;
    // Pictures of what is answered have no place in plain text; what is forwarded goes on whole.
    if (/^reply/.test(draft.kind)) begun.attachments = draft.attachments.filter(file => !file.contentId);
  }
  begun.text = signText(draft.text ?? '', identity);
  if (begun.html !== null) begun.html = signHtml(draft.html ?? '', identity);
  return begun;
}

function signHtml(html, identity) {
  const own = htmlOf(identity);
  if (!own) return html;
  // Nothing of a template's document is loaded or run; what comes out of it goes through the editor's cleaner.
  const part = document.createElement('template');
  part.innerHTML = html || '<div><br></div>';
  const quote = [...part.content.children].find(child => child.matches(quotes));
  put(part.content, quote, make(part.content.ownerDocument, own), part.content.ownerDocument);
  return part.innerHTML;
}

function make(doc, html) {
  const block = doc.createElement('div');
  block.className = 'moz-signature';
  if (typeof html === 'string') block.innerHTML = html; else block.append(html);
  return block;
}

function put(root, quote, block, doc) {
  const line = () => { const empty = doc.createElement('div'); empty.append(doc.createElement('br')); return empty; };
  if (quote && !isBelow()) quote.before(line(), block, line());
  else root.append(line(), block);
}

/** RFC 3676 4.3: after "-- " comes nothing but the signature. So it stands only where nothing follows. */
function signText(text, identity) {
  const own = textOf(identity);
  if (!own) return text;
  return text.trim() && !isBelow() ? `\n\n${own}${text}` : `${text.replace(/\s+$/, '')}\n\n-- \n${own}`;
}

/** Where the signature of this identity stands in the editor; null if the person took it away. */
function find(root, identity) {
  const marked = [...root.querySelectorAll(signature)].find(block => !block.closest('blockquote,.moz-forward-container'));
  if (marked) return marked;
  // Written without formatting for a while: the mark is gone, the words are there.
  const own = textOf(identity).trim(), blocks = [...root.children];
  for (let from = 0; own && from < blocks.length; from++) {
    for (let to = from + 1, text = blocks[from].textContent; to <= blocks.length && text.length <= own.length; text += `\n${blocks[to]?.textContent ?? ''}`, to++) {
      if (text.trim() !== own) continue;
      const block = make(document, '');
      blocks[from].before(block);
      block.append(...blocks.slice(from, to));
      if (block.previousElementSibling?.textContent.trim() === '--') block.previousElementSibling.remove();
      return block;
    }
  }
  return null;
}

/** Another address was chosen: its signature takes the place of the other one's. One that the person took away stays away. */
export function resign(editor, before, after) {
  if (editor.isPlain) {
    const old = textOf(before), own = textOf(after), text = editor.plain.value, at = old ? text.lastIndexOf(old) : -1;
    if (at >= 0) {
      const start = !own && text.slice(0, at).endsWith('\n\n-- \n') ? at - 5 : at;
      editor.plain.setRangeText(own, start, at + old.length, 'preserve');
    } else if (!old) {
      const quote = /^(?:>|\S.*:\n>)/m.exec(text);
      editor.plain.value = quote && !isBelow() ? `${text.slice(0, quote.index)}${own}\n\n${text.slice(quote.index)}` : signText(text, after);
    }
    return editor.onChange();
  }
  editor.change((root, fragment) => {
    const block = find(root, before), own = htmlOf(after);
    if (block && own) block.replaceChildren(fragment(own));
    else if (block) block.remove();
    else if (own && !htmlOf(before)) put(root, [...root.children].find(child => child.matches(quotes)), make(document, fragment(own)), document);
  });
}

/** The row with the address that a message is from: there when there is a choice. */
export class From {
  #value = null;

  /** `onChange` hears of another choice, with the identity before and after. */
  constructor(row, onChange) {
    this.row = row;
    this.select = row.querySelector('select');
    this.select.addEventListener('change', () => {
      const before = identityOf(this.#value);
      this.#value = this.select.value;
      row.classList.remove('wrong');
      onChange(before, identityOf(this.#value));
    });
  }

  get value() { return this.#value; }

  /** Shows the address of a draft. One that is not set up here stays until another one is chosen; the server sends nothing from it. */
  set(from) {
    const all = account()?.identities ?? [], known = identityOf(from);
    this.#value = known?.from ?? from ?? null;
    this.select.replaceChildren(...all.map(one => new Option(one.from, one.from)));
    if (this.#value && !known && all.length) this.select.prepend(new Option(say('FromUnknown', this.#value), this.#value));
    this.select.value = this.#value ?? '';
    this.row.hidden = this.select.options.length < 2;
  }

  /** Marks it as what keeps the message from being sent. */
  blame() {
    this.row.hidden = false;
    this.row.classList.add('wrong');
    this.select.focus();
  }
}

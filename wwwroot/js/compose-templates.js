// Templates: texts that are put in again and again, with places for what is known of this message.
import { account, refresh } from './compose-account.js';
import { identityOf } from './compose-identity.js';
import { toText } from './compose-text.js';
import { ask } from './compose-http.js';
import { openBeside } from './menus.js';
import { say } from './compose-words.js';
import * as notice from './notice.js';

const language = document.documentElement.lang;
const place = /\{\{\s*(recipient|firstname|address|me|myaddress|date|weekday)\s*\}\}/gi;

/** What a place stands for in this message; empty where it is not known yet. */
function valueOf(name, composer) {
  // Not who is still being typed: half of an address can be an address.
  const people = composer.recipients.to.people.filter(one => one.isValid), own = identityOf(composer.from.value);
  // "Surname, First" is how address books write it; in a text it reads the other way round.
  const inOrder = one => one.name.replace(/^([^,]+),\s*([^,]+)$/, '$2 $1').trim(), first = one => inOrder(one).split(/\s+/)[0];
  switch (name.toLowerCase()) {
    case 'recipient': return people.map(one => inOrder(one) || one.address).join(', ');
    case 'firstname': return people.map(one => first(one) || one.address).join(', ');
    case 'address': return people.map(one => one.address).join(', ');
    case 'me': return own?.name || own?.address || '';
    case 'myaddress': return own?.address ?? '';
    case 'date': return new Date().toLocaleDateString(language, { dateStyle: 'long' });
    default: return new Date().toLocaleDateString(language, { weekday: 'long' });
  }
}

const fillText = (text, composer) => text.replace(place, (whole, name) => valueOf(name, composer) || whole);

/** Fills what can be filled in a piece of a document; text only, so that no name becomes an element. */
function fillIn(part, composer) {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    // What others wrote stays as it is.
    if (text.parentElement?.closest('blockquote,.moz-cite-prefix,.moz-forward-container')) continue;
    const filled = fillText(text.data, composer);
    if (filled !== text.data) text.data = filled;
  }
}

/** The subject, where it is the person's own; what others wrote stays as it is. */
const ownSubject = composer => ['new', 'resume', 'editAsNew'].includes(composer.draft.kind) ? composer.subject.value : '';

/** The first place that is still open; undefined if there is none. */
export const openPlace = composer => (`${ownSubject(composer)}\n${composer.editor.ownText()}`.match(place) ?? [])[0];

/** Fills the places of subject and text that have become known, such as by a recipient. */
export function fill(composer) {
  // What goes on as it is stays as it is.
  if (composer.draft.kind === 'redirect') return;
  const { editor, subject } = composer, filled = fillText(ownSubject(composer), composer);
  if (filled !== ownSubject(composer)) {
    subject.value = filled;
    subject.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (!editor.isReady || !(editor.isPlain ? editor.plain.value : editor.root.textContent).includes('{{')) return;
  const open = editor.ownText().match(place);
  if (!open?.some(whole => fillText(whole, composer) !== whole)) return;
  if (editor.isPlain) { editor.plain.value = fillText(editor.plain.value, composer); editor.onChange(); }
  else editor.change(root => fillIn(root, composer));
}

/** The menu of templates of one composer, and the dialog that keeps a new one. */
export class Templates {
  constructor(composer, button) {
    Object.assign(this, { composer, button });
    this.menu = composer.element.querySelector('[data-menu=templates]');
    this.dialog = composer.element.querySelector('[data-slot=keep-template]');
    this.fault = this.dialog.querySelector('[role=alert]');
    this.menu.addEventListener('click', e => { const id = e.target.closest('[data-template]')?.dataset.template; if (id) this.#insert(id); });
    this.dialog.querySelector('[value=cancel]').addEventListener('click', () => this.dialog.close());
    this.dialog.querySelector('form').addEventListener('submit', e => { e.preventDefault(); this.#keep(e.target.elements.name.value); });
  }

  /** Shows them all. */
  open() {
    const item = ({ id, name }) => {
      const button = document.createElement('button');
      Object.assign(button, { type: 'button', className: 'mi', tabIndex: -1 });
      button.setAttribute('role', 'menuitem');
      if (id) button.dataset.template = id; else button.setAttribute('aria-disabled', 'true');
      const text = document.createElement('span');
      text.className = 'trunc';
      text.dir = 'auto';
      text.textContent = name;
      button.append(text);
      return button;
    };
    const all = account()?.templates ?? [];
    this.menu.replaceChildren(...(all.length ? all : [{ name: say('Template_none') }]).map(item));
    openBeside(this.menu, this.button);
  }

  /** Asks for the name under which this text is kept. */
  ask() {
    this.fault.hidden = true;
    this.dialog.querySelector('[name=name]').value = this.composer.subject.value.trim().slice(0, 100);
    this.dialog.showModal();
    this.dialog.querySelector('[name=name]').select();
  }

  async #insert(id) {
    const { composer } = this;
    try {
      const { subject, html } = await ask('GET', `compose/templates/${id}`);
      // Inert; what comes out of it goes through the editor's cleaner.
      const part = document.createElement('template');
      part.innerHTML = html;
      fillIn(part.content, composer);
      composer.editor.insert(part.innerHTML, toText(part.content));
      if (subject && !composer.subject.value.trim()) composer.subject.value = fillText(subject, composer);
      composer.subject.dispatchEvent(new Event('input', { bubbles: true }));
    } catch (fault) {
      composer.say(say('Template_lost', say(fault.reason ?? 'LostServer')));
    }
  }

  async #keep(name) {
    try {
      const answer = await ask('POST', 'compose/templates', { name, subject: this.composer.subject.value, html: this.composer.editor.ownHtml() });
      if (answer.reason) return this.#blame(answer.reason);
      this.dialog.close();
      notice.show({ text: say('Template_kept', answer.template.name), stay: 4000 });
      notice.tell(say('Template_kept', answer.template.name));
      refresh();
    } catch (fault) {
      this.#blame(say(fault.reason ?? 'LostServer'));
    }
  }

  #blame(why) { this.fault.textContent = why; this.fault.hidden = false; }
}

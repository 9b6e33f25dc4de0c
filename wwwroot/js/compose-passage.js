// What stands in place of the editor where a message goes on as it is: the message itself, to be seen and not to be changed. Serves the
// composer as the editor does.
import { addressOf } from './compose-http.js';

export class Passage {
  #text = '';

  /** `source` is the message, as `TOKEN/UIDVALIDITY/UID`. */
  constructor(box, source) {
    this.element = document.querySelector('#compose template[data-for=passage]').content.firstElementChild.cloneNode(true);
    const url = addressOf(`message/${source}/body?theme=light`), account = document.getElementById('reader')?.dataset.account;
    if (account) url.searchParams.set('a', account);
    this.element.querySelector('iframe').src = url;
    box.querySelector('.cw-b').replaceChildren(this.element);
  }

  isReady = true;

  async show(html, text) {
    this.#text = text;
    this.element.querySelector('[data-slot=head]').textContent = text.trim();
  }

  html() { return null; }
  text() { return this.#text; }
  ownText() { return ''; }
  focus() { this.element.focus(); }
  dropPictures() { return false; }
  togglePlain() {}
  destroy() {}
}

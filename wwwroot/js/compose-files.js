// The files of a message: uploaded while the person writes on, two at a time in the whole page.
import { addressOf, ask, read, token } from './compose-http.js';
import { account, offers } from './compose-account.js';
import { say, size } from './compose-words.js';
import { tell } from './notice.js';

const atATime = 2;

/** Octets of a message to each octet of a file: base64 (RFC 2045 6.8), four for three, and a line end after 76. */
const encoding = 4 / 3 * 78 / 76;
const waiting = [];
let running = 0;

function next() {
  while (running < atATime && waiting.length) {
    const file = waiting.shift();
    running++;
    file.upload().finally(() => { running--; next(); });
  }
}

const templateOf = name => document.querySelector(`#compose template[data-for=${name}]`).content.firstElementChild.cloneNode(true);

/** Where the bytes of a file can be seen: an upload's, or a part's of a message on the mail server. */
function addressOfSource({ source, name }) {
  if (source.startsWith('upload:')) return addressOf(`upload?source=${encodeURIComponent(source)}`).href;
  const part = /^part:([^/]+\/\d+\/\d+)\/(.+)$/.exec(source);
  return part ? addressOf(`attachment/${part[1]}/${part[2]}/${encodeURIComponent(name || 'picture')}`).href : null;
}

class OneFile {
  #request = null;

  constructor(owner, file, contentId) {
    Object.assign(this, { owner, file, contentId, attachment: null, failure: null, isRefused: false, loaded: 0, begun: 0, isCancelled: false });
    this.done = new Promise(settle => { this.settle = settle; });
  }

  get name() { return this.attachment?.name ?? this.file.name; }
  get size() { return this.attachment?.size ?? this.file.size; }
  get isBusy() { return !this.attachment && !this.failure && !this.isCancelled; }

  queue() {
    this.failure = null;
    this.loaded = 0;
    this.begun = 0;
    waiting.push(this);
    next();
    this.draw();
  }

  async upload() {
    if (this.isCancelled) return;
    this.failure = await this.owner.refusal(this);
    this.isRefused = !!this.failure;
    if (this.isRefused) tell(`${this.name}: ${this.failure}`, true);
    try {
      if (!this.isRefused && !this.isCancelled) this.attachment = { ...await this.#send(), contentId: this.contentId };
    } catch (fault) {
      this.failure = fault.reason ? say(fault.reason) : fault.message;
    }
    this.#request = null;
    this.draw();
    this.settle();
    if (!this.isCancelled) this.owner.changed();
  }

  #send() {
    const url = addressOf('upload');
    url.searchParams.set('draft', this.owner.draft);
    url.searchParams.set('name', this.file.name);
    return new Promise((done, failed) => {
      const request = this.#request = new XMLHttpRequest();
      request.open('POST', url);
      for (const [name, value] of Object.entries(token())) request.setRequestHeader(name, value);
      // A form's type would make the server look for a form.
      request.setRequestHeader('Content-Type', /^[\w.+-]+\/[\w.+-]+$/.test(this.file.type) && !/form/.test(this.file.type) ? this.file.type : 'application/octet-stream');
      request.upload.addEventListener('progress', e => { this.begun ||= performance.now(); this.loaded = e.loaded; this.draw(); });
      request.addEventListener('load', () => read(request.status, () => JSON.parse(request.responseText)).then(answer => answer.reason ? failed(new Error(answer.reason)) : done(answer), failed));
      for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, () => failed(new Error(say('UploadLost'))));
      request.send(this.file);
    });
  }

  cancel() {
    this.isCancelled = true;
    this.#request?.abort();
    this.settle();
    this.element?.remove();
    // What nobody asks for any more is swept away; this only makes it sooner.
    if (this.attachment?.source.startsWith('upload:')) ask('DELETE', `upload?source=${encodeURIComponent(this.attachment.source)}`).catch(() => {});
  }

  draw() {
    if (this.contentId && !this.failure) { this.element?.remove(); this.element = null; return; }
    if (this.isCancelled) return;
    if (!this.element) {
      this.element = templateOf('file');
      this.element.querySelector('[data-do=remove]').addEventListener('click', () => this.owner.remove(this));
      this.element.querySelector('[data-do=retry]').addEventListener('click', () => { this.done = new Promise(settle => { this.settle = settle; }); this.queue(); this.owner.changed(); });
      this.owner.box.append(this.element);
    }
    const element = this.element, bar = element.querySelector('.bar');
    element.dataset.name = this.name;
    element.dataset.state = this.failure ? 'failed' : this.attachment ? 'done' : 'uploading';
    element.classList.toggle('err', !!this.failure);
    element.querySelector('.trunc').textContent = this.name;
    element.querySelector('.trunc').title = this.name;
    element.querySelector('use').setAttribute('href', `#i-${this.failure ? 'error' : iconOf(this.attachment?.contentType ?? this.file.type)}`);
    const remove = element.querySelector('[data-do=remove]');
    remove.setAttribute('aria-label', say(this.attachment ? 'RemoveFile' : 'CancelUpload', this.name));
    remove.title = say(this.attachment ? 'Remove' : 'Cancel');
    element.querySelector('[data-do=retry]').hidden = !this.failure || this.isRefused;
    bar.hidden = !this.isBusy;
    bar.setAttribute('aria-valuenow', this.file?.size ? Math.round(this.loaded / this.file.size * 100) : 0);
    bar.setAttribute('aria-label', say('Uploading', this.name));
    bar.firstElementChild.style.width = `${bar.getAttribute('aria-valuenow')}%`;
    element.querySelector('.s').textContent = this.failure ?? (this.attachment ? size(this.size) : this.#progress());
  }

  #progress() {
    if (!this.begun) return size(this.size);
    const speed = this.loaded / Math.max(1, performance.now() - this.begun), rest = Math.ceil((this.file.size - this.loaded) / speed / 1000);
    const text = say('UploadProgress', size(this.loaded), size(this.file.size));
    return rest > 1 && Number.isFinite(rest) ? say('UploadRest', text, rest) : text;
  }
}

const icons = [[/^image\//, 'image'], [/^audio\//, 'audio_file'], [/^video\//, 'video_file'], [/pdf$/, 'picture_as_pdf'], [/zip|compressed|tar/, 'folder_zip'],
  [/sheet|excel|csv/, 'table_chart'], [/presentation|powerpoint/, 'slideshow'], [/^message\//, 'attach_email'], [/calendar/, 'calendar_month'], [/word|^text\//, 'description']];
const iconOf = type => icons.find(([pattern]) => pattern.test(type))?.[1] ?? 'draft';

export class Files {
  #files = [];
  #views = new Map();

  /** `draft` is the draft's id; `onChange` hears when files came, went or arrived. */
  constructor(box, draft, onChange) {
    Object.assign(this, { box, draft, changed: () => { box.hidden = !box.children.length; onChange(); } });
  }

  get isBusy() { return this.#files.some(file => file.isBusy); }
  get hasFailed() { return this.#files.some(file => file.failure); }
  /** Files that are no pictures inside the text. */
  get count() { return this.#files.filter(file => !file.contentId).length; }

  /** Shows the files that a draft has already. */
  show(attachments) {
    for (const attachment of attachments) {
      const file = new OneFile(this, null, attachment.contentId ?? null);
      file.attachment = attachment;
      file.settle();
      this.#files.push(file);
      file.draw();
    }
    this.box.hidden = !this.box.children.length;
  }

  add(files) {
    for (const one of files) this.#take(one, null);
    this.changed();
  }

  /** Takes a picture for the text and returns its Content-ID, under which `picture` gives its address at once. */
  addPicture(file) {
    const contentId = `${[...crypto.getRandomValues(new Uint8Array(12))].map(octet => octet.toString(16).padStart(2, '0')).join('')}@picture`;
    this.#views.set(contentId, URL.createObjectURL(file));
    this.#take(file, contentId);
    return contentId;
  }

  /** Where a picture of the text is to be seen. */
  picture(contentId) {
    const known = this.#views.get(contentId) ?? this.#files.find(file => file.contentId === contentId)?.attachment;
    return typeof known === 'object' ? addressOfSource(known) : known;
  }

  remove(file) {
    const at = this.#files.indexOf(file);
    this.#files.splice(at, 1);
    file.cancel();
    this.changed();
    (this.box.children[Math.min(at, this.box.children.length - 1)]?.querySelector('[data-do=remove]') ?? this.box.closest('.cw').querySelector('[data-do=attach]'))?.focus();
  }

  /** What is there; of the pictures only those that the text still shows. */
  attachments(html) {
    return this.#files.filter(file => file.attachment && (!file.contentId || html === null || html.includes(`cid:${file.contentId}`))).map(file => file.attachment);
  }

  /** Why a file cannot go with the message, before a byte of it is sent: it is larger than is taken here, or the message than the mail server takes. */
  async refusal(file) {
    const most = account()?.maxFile, { maxOctets } = await offers();
    if (most && file.size > most) return say('TooLarge', size(most));
    const together = this.#files.filter(one => one === file || !one.failure).reduce((sum, one) => sum + one.size, 0);
    return maxOctets && together * encoding > maxOctets ? say('TooLargeTogether', size(maxOctets)) : null;
  }

  /** Ends when nothing is on its way any more. */
  async settled() { while (this.isBusy) await Promise.all(this.#files.filter(file => file.isBusy).map(file => file.done)); }

  destroy() { for (const view of this.#views.values()) URL.revokeObjectURL(view); }

  #take(file, contentId) {
    const one = new OneFile(this, file, contentId);
    this.#files.push(one);
    one.queue();
  }
}

/** A picture that came as text. */
export function pictureOf(source, name) {
  const [, type, data] = /^data:(image\/[\w.+-]+);base64,(.*)$/is.exec(source.replace(/\s/g, '')) ?? [];
  const octets = Uint8Array.from(type ? atob(data) : '', c => c.charCodeAt(0));
  return new File([octets], name || `picture.${(type ?? 'image/png').split('/')[1].replace(/\+.*/, '')}`, { type: type ?? 'image/png' });
}

// One composer: its fields, and the way of its draft until it is sent, put away or thrown away.
import * as store from './compose-store.js';
import { Recipients } from './compose-recipients.js';
import { Addressing } from './compose-addressing.js';
import { Editor } from './compose-editor.js';
import { Passage } from './compose-passage.js';
import { Files, pictureOf } from './compose-files.js';
import { Saving } from './compose-saving.js';
import { DraftState } from './compose-state.js';
import { From, begin, resign } from './compose-identity.js';
import { Options } from './compose-options.js';
import { fill } from './compose-templates.js';
import { listenForFiles } from './compose-drop.js';
import { question } from './compose-checks.js';
import { ask } from './compose-http.js';
import { identifier } from './compose-identifier.js';
import { findOut } from './compose-outcome.js';
import { say } from './compose-words.js';

const template = () => document.querySelector('#compose template[data-for=composer]').content.firstElementChild.cloneNode(true);

export class Composer {
  #agreed = new Set();
  #release = () => {};

  /** `owner` is told: `closed(composer)`, `sent(composer, answer)`, `discarded(composer)`, `sized(composer)`. */
  constructor(owner) {
    this.owner = owner;
    this.element = template();
    const find = selector => this.element.querySelector(selector);
    this.subject = find('[data-field=subject]');
    this.title = find('.cw-title');
    this.state = new DraftState(find('[data-testid=draft-state]'));
    this.note = find('.cw-note');
    this.opener = document.activeElement;
    if (/Mac|iP(hone|ad)/.test(navigator.platform)) find('[data-cap=Ctrl]').textContent = '⌘';
    this.#listen();
  }

  get id() { return this.draft?.id; }
  /** The person is at one of its fields or buttons. */
  get #isEntered() { return this.element !== document.activeElement && this.element.contains(document.activeElement); }
  get size() { return this.element.dataset.size; }
  set size(value) { this.element.dataset.size = value; this.element.querySelector('[data-do=full]').setAttribute('aria-pressed', value === 'full'); this.owner.sized(this); }

  /** Shows that something is on its way; the draft comes by `use`. */
  wait(title) {
    this.title.textContent = title;
    this.element.setAttribute('aria-label', title);
    this.element.setAttribute('aria-busy', 'true');
  }

  /** Begins with this draft. `isNew`: nobody has written in it yet; `isUnsaved`: it was written, at `writtenAt` if not just now, and no server has it; `release` gives the right to it back, if there is one already. */
  async use(draft, { isNew = false, isUnsaved = false, writtenAt, focus = true, release } = {}) {
    if (isNew) draft = begin(draft);
    // Another tab may have brought back the same where there are no locks; then each is a writer of its own.
    this.draft = { ...draft, writer: navigator.locks && draft.writer || identifier() };
    if (release) this.#release = release;
    else store.claim(draft.id).then(taken => { if (taken) this.#release = taken; else if (!this.isGone) { this.say(say('OtherTab')); store.tellOthers(draft.id); } });
    this.saving = new Saving({
      read: () => this.read(),
      state: this.state,
      size: () => this.size,
      adopt: answer => { this.owner.saved(this.draft.savedAs, answer.savedAs); this.draft.savedAs = answer.savedAs; },
      signedOut: () => this.say(say('LostSignIn'), { actions: [[say('SignIn'), () => location.assign(new URL('login', document.baseURI))]] }),
    });
    const changed = () => {
      if (this.isFilling) return;
      // The editor also tells of changes of its own, which nobody wrote.
      if (this.saving.isUntouched && this.#written() === this.begun) return;
      this.saving.changed();
      this.#name();
    };
    // What is typed while the draft is on its way, or the editor, is written like anything else.
    let isTyped = [...this.element.querySelectorAll('input[data-field]')].some(input => input.value);
    const typed = () => { isTyped = true; changed(); };
    this.element.setAttribute('aria-busy', 'true');
    this.isFilling = true;
    this.recipients = {};
    for (const field of ['to', 'cc', 'bcc']) {
      this.recipients[field] = new Recipients(this.element.querySelector(`[data-recipients=${field}]`), () => { if (!this.isFilling) { this.clearNote(); fill(this); } this.addressing?.draw(); typed(); });
      this.recipients[field].set(draft[field] ?? []);
    }
    this.addressing = new Addressing(this.element, this.recipients);
    this.addressing.show(draft.cc?.length || draft.bcc?.length);
    this.addressing.draw();
    this.subject.value ||= draft.subject ?? '';
    this.subject.addEventListener('input', typed);
    this.from = new From(this.element.querySelector('[data-field=from]'), (before, after) => { resign(this.editor, before, after); this.clearNote(); changed(); });
    this.from.set(draft.from);
    this.options = new Options(this, changed);
    this.options.set(draft);
    this.files = new Files(this.element.querySelector('.cw-a'), draft.id, changed);
    this.files.show(draft.attachments ?? []);
    this.element.dataset.kind = draft.kind;
    this.editor = draft.kind === 'redirect' ? new Passage(this.element, draft.sources[0]) : new Editor(this.element, {
      pictures: contentId => this.files.picture(contentId),
      takePicture: (source, name) => this.files.addPicture(pictureOf(source, name)),
      onChange: changed,
      onPictures: files => { for (const file of files) if (file) this.editor.insertPicture(this.files.addPicture(file), file.name); },
    });
    this.#name();
    if (focus && !this.#isEntered) this.focus();
    await this.editor.show(draft.html ?? (draft.text ? null : ''), draft.text ?? '');
    this.isFilling = false;
    this.begun = this.#written();
    this.element.removeAttribute('aria-busy');
    if (isUnsaved || isTyped) this.saving.changed(writtenAt);
    else if (draft.savedAs) this.saving.isOnServer();
    // Unless the person is somewhere already.
    if (focus && document.activeElement === this.element) this.focus();
  }

  /** The draft as it stands in the window. */
  read() {
    const html = this.editor.html();
    return {
      ...this.draft, ...this.options.values, from: this.from.value,
      to: this.recipients.to.values, cc: this.recipients.cc.values, bcc: this.recipients.bcc.values,
      subject: this.subject.value, html, text: this.editor.text(), attachments: this.files.attachments(html),
    };
  }

  /** What a person can have written: a signature's pictures are uploaded by themselves. */
  #written() {
    const draft = this.read();
    return JSON.stringify({ ...draft, attachments: draft.attachments.filter(file => !file.contentId) });
  }

  /** To where the person goes on: the first empty field, else the text. */
  focus() {
    if (this.size === 'min') return this.element.querySelector('.cw-title').focus();
    if (!this.recipients) return this.element.focus();
    if (this.recipients.to.isEmpty && this.recipients.cc.isEmpty && this.recipients.bcc.isEmpty) this.recipients.to.focus();
    else if (!this.subject.value && this.draft.kind === 'new') this.subject.focus();
    else if (this.editor?.isReady) this.editor.focus();
    else this.element.focus();
  }

  /** Says something in the window; `actions` are [text, what it does]. */
  say(text, { isWarning = true, actions = [] } = {}) {
    this.note.replaceChildren();
    this.note.className = `cw-note note ${isWarning ? 'note-w' : 'note-d'}`;
    const words = document.createElement('span');
    words.className = 'grow';
    words.textContent = text;
    this.note.append(words, ...actions.map(([name, run]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = name;
      button.addEventListener('click', run);
      return button;
    }));
    this.note.hidden = false;
  }

  clearNote() { this.note.hidden = true; }

  /** Puts it away: what was written stays a draft. */
  async close() {
    if (!this.saving) return this.#gone();
    for (const field of Object.values(this.recipients)) field.commit();
    // A draft of nothing is of no use to anybody.
    if (this.draft.kind === 'new' && this.editor.isBlank && !this.subject.value.trim() && Object.values(this.recipients).every(field => field.isEmpty) && !this.files.count) return this.discard();
    this.saving.keep();
    if (this.files.isBusy) {
      this.say(say('ClosesAfterFiles'));
      await this.files.settled();
      this.clearNote();
      if (this.isGone || this.isSending || this.isClosing || this.files.hasFailed) return;
    }
    this.isClosing = true;
    this.element.hidden = true;
    this.owner.closed(this);
    // The window is gone from sight; it ends once the mail server has it. Until then it goes on trying.
    if (this.saving.isUntouched || await this.saving.save()) return this.#end();
    this.owner.unsaved(this);
    const trying = setInterval(() => { if (!this.saving.isUnsaved) { clearInterval(trying); this.#end(); } }, 1000);
  }

  /** Throws it away. What becomes of it, the owner decides: it may still be taken back. */
  async discard() {
    if (!this.saving) return this.#gone();
    await this.saving.stop();
    const draft = this.read(), wasTouched = !this.saving.isUntouched;
    this.#gone();
    if (wasTouched) this.owner.discarded(draft);
  }

  async send() {
    if (!this.saving || this.isSending) return;
    for (const field of Object.values(this.recipients)) field.commit();
    const asked = question(this, this.#agreed);
    if (asked) return this.#ask(asked);
    this.isSending = true;
    let isUnclear = false;
    this.element.querySelector('[data-action=send]').setAttribute('aria-disabled', 'true');
    try {
      if (this.files.isBusy) { this.say(say('WaitsForFiles')); await this.files.settled(); }
      if (this.files.hasFailed && !this.#agreed.has('failed')) return this.#ask(question(this, this.#agreed));
      await this.saving.stop();
      this.say(say('Sending'));
      const draft = this.read();
      store.keep(draft, { isSending: true });
      const answer = await ask('POST', `compose/${draft.id}/send`, draft);
      if (answer.outbox) {
        store.forget(draft.id);
        this.#gone();
        return this.owner.sent(draft, answer);
      }
      this.#blame(answer);
    } catch (fault) {
      this.say(say('NotSent', say(fault.reason ?? 'LostServer')), { isWarning: false });
      isUnclear = fault.reason === 'LostServer';
    } finally {
      this.isSending = false;
      this.element.querySelector('[data-action=send]').removeAttribute('aria-disabled');
    }
    this.saving.resume(isUnclear);
    if (isUnclear) findOut(this, { taken: () => this.#end(), changed: () => this.#blame({ reason: say('AlreadySent'), isSent: true }) });
  }

  #ask(asked) {
    const goOn = () => { this.#agreed.add(asked.kind); this.clearNote(); this.send(); };
    const actions = asked.mayGoOn ? [[say('SendAnyway'), goOn]] : [];
    if (asked.other === 'to-bcc') actions.unshift([say('MoveToBcc'), () => { this.addressing.hide('to', 'cc'); this.clearNote(); }]);
    if (asked.kind === 'file') actions.unshift([say('Attach'), () => this.element.querySelector('[data-do=attach]').click()]);
    this.say(asked.text, { isWarning: asked.mayGoOn, actions });
    (asked.focus ?? this.note.querySelector('button'))?.focus();
  }

  /** What the server found wrong with it. */
  #blame({ problems = [], reason, isSent }) {
    const anew = () => { const draft = this.read(); this.#end(); this.owner.sendAsNew(draft); };
    if (!problems.length) return this.say(isSent ? reason : say('NotSent', reason ?? say('LostServer')), { isWarning: false, actions: isSent ? [[say('SendAsNew'), anew]] : [] });
    const [first] = problems;
    for (const { field, index, text } of problems) this.recipients[field]?.blame(index, text);
    const better = first.suggestion && this.recipients[first.field];
    this.say(first.text, { isWarning: false, actions: better ? [[first.suggestion, () => { better.replace(first.index, first.suggestion); this.clearNote(); }]] : [] });
    if (this.recipients[first.field]) this.recipients[first.field].focus();
    else if (first.field === 'from') this.from.blame();
  }

  #name() {
    const kind = this.draft.kind ?? 'new';
    const title = this.size === 'min' && this.subject.value.trim() ? this.subject.value.trim() : say(`Title_${kind}`);
    this.title.textContent = title;
    this.element.setAttribute('aria-label', this.subject.value.trim() ? `${say(`Title_${kind}`)}: ${this.subject.value.trim()}` : say(`Title_${kind}`));
  }

  #listen() {
    const does = {
      minimise: () => { this.size = this.size === 'min' ? 'docked' : 'min'; this.#name(); this.focus(); },
      restore: () => { if (this.size === 'min') { this.size = 'docked'; this.#name(); this.focus(); } },
      full: () => { this.size = this.size === 'full' ? 'docked' : 'full'; this.#name(); },
      close: () => this.close(),
      copies: () => this.addressing.toggle(),
      attach: () => this.element.querySelector('input[type=file]').click(),
      plain: () => this.editor.togglePlain(),
    };
    this.element.addEventListener('click', e => {
      const button = e.target.closest('[data-do]');
      if (button && does[button.dataset.do] && (this.saving || /close|minimise|full|restore/.test(button.dataset.do))) does[button.dataset.do](button);
      const action = e.target.closest('[data-action]')?.dataset.action;
      if (action === 'send') this.send();
      else if (action === 'discard') this.discard();
    });
    this.element.addEventListener('input', () => this.clearNote());
    this.element.querySelector('input[type=file]').addEventListener('change', e => { this.files?.add([...e.target.files]); e.target.value = ''; });
    this.element.addEventListener('keydown', e => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); e.stopPropagation(); this.send(); }
      else if (e.key.toLowerCase() === 'c' && e.shiftKey && (e.ctrlKey || e.metaKey) && this.saving) { e.preventDefault(); does.copies(); }
    }, true);
    this.element.addEventListener('keydown', e => {
      if (e.key !== 'Escape' || e.defaultPrevented || e.isComposing || this.size === 'min' || this.element.querySelector(':popover-open,dialog[open]')) return;
      e.preventDefault();
      if (innerWidth < 768) return this.close();
      this.size = 'min';
      this.#name();
      this.owner.left(this);
    });
    listenForFiles(this.element, (files, drop) => { if (this.files && !(drop && this.editor.dropPictures(drop))) this.files.add(files); });
  }

  #end() {
    store.forget(this.id);
    this.#gone();
  }

  #gone() {
    this.isGone = true;
    this.#release();
    this.saving?.stop();
    this.editor?.destroy();
    this.files?.destroy();
    this.element.remove();
    this.owner.closed(this);
  }
}

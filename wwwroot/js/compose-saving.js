// Where the words of one draft are: typed, in the browser's storage, on the mail server. Never a moment in which a pause of typing
// leaves them in one place only that can be lost.
import * as store from './compose-store.js';
import { ask } from './compose-http.js';
import { say, clock } from './compose-words.js';

/** Milliseconds after which the browser's storage has what was typed, whether the person pauses or not. */
const keepAfter = 400;

/** Milliseconds after typing stops, and at most while it goes on, until the mail server has it. */
const saveAfter = 2500;
const saveAtLeast = 30_000;

/** Milliseconds before a save that failed is tried again. */
const pauses = [2000, 5000, 10_000, 20_000, 40_000, 60_000];

export class Saving {
  #version = 0;
  #saved = 0;
  #failures = 0;
  #since = 0;
  #keepTimer = 0;
  #saveTimer = 0;
  #running = null;
  #isStopped = false;
  #writtenAt = null;

  /** Sending it was asked for, and nobody knows yet whether it was taken. */
  isSending = false;

  /** `read` gives the draft as it is now, `state` shows what became of it, `adopt` what the server answered; `size` tells the window's;
   * `signedOut` hears that nothing is taken before the person signs in again. */
  constructor({ read, state, adopt, size, signedOut }) { Object.assign(this, { read, state, adopt, size, signedOut }); }

  /** The mail server has this draft already; the browser keeps which windows are open. */
  isOnServer() { this.#version = this.#saved = 1; this.keep(); }

  /** Something was written that no server has. */
  get isUnsaved() { return this.#version > this.#saved; }

  /** Nothing was ever changed. */
  get isUntouched() { return this.#version === 0; }

  /** The person wrote; `at`: when, if not just now. */
  changed(at = Date.now()) {
    if (this.#isStopped) return;
    this.#version++;
    this.state.goOn();
    this.#writtenAt = at;
    this.#since ||= Date.now();
    this.#keepTimer ||= setTimeout(() => this.keep(), keepAfter);
    if (!this.#failures) this.#schedule(Math.max(0, Math.min(saveAfter, this.#since + saveAtLeast - Date.now())));
  }

  /** Puts the draft into the browser's storage now. */
  keep() {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = 0;
    if (this.#isStopped || this.isUntouched) return;
    if (!store.keep(this.read(), { isSaved: !this.isUnsaved, isSending: this.isSending, size: this.size(), writtenAt: this.#writtenAt })) this.state.show('failed', say('NoRoom'), '');
  }

  /** Saves on the mail server what is not there yet; ends when it was tried. True if all of it is there. */
  async save() {
    clearTimeout(this.#saveTimer);
    while (this.#running) await this.#running;
    if (!this.isUnsaved || this.#isStopped) return !this.isUnsaved;
    this.#running = this.#put();
    await this.#running;
    return !this.isUnsaved;
  }

  /** No more is saved; what is on its way ends first. */
  async stop() {
    this.#isStopped = true;
    clearTimeout(this.#keepTimer);
    this.#keepTimer = 0;
    clearTimeout(this.#saveTimer);
    while (this.#running) await this.#running;
  }

  /** Goes on after `stop`; `isSending`: nobody knows whether the message was taken. */
  resume(isSending = false) {
    this.#isStopped = false;
    this.isSending = isSending;
    this.keep();
    if (this.isUnsaved) this.#schedule(saveAfter);
  }

  async #put() {
    const draft = this.read(), version = this.#version;
    this.state.show('saving', say('Saving'), '');
    try {
      const answer = await ask('PUT', `compose/${draft.id}`, draft);
      if (answer.state !== 'saved') throw { words: answer.reason };
      this.#saved = version;
      this.#failures = 0;
      this.#since = this.isUnsaved ? Date.now() : 0;
      this.adopt(answer);
      this.state.show('saved', say('Saved', clock(answer.at)), say('SavedEverywhere'));
      if (this.isUnsaved) this.state.goOn();
      if (!this.#isStopped) this.keep();
    } catch (fault) {
      const why = fault.words ?? say(fault.reason ?? 'LostServer');
      this.state.show('failed', say('NotSaved', why), '');
      if (fault.reason === 'LostSignIn') this.signedOut();
      if (!this.#isStopped) this.#schedule(pauses[Math.min(this.#failures++, pauses.length - 1)]);
    } finally {
      this.#running = null;
    }
    if (this.isUnsaved && !this.#failures && !this.#isStopped) this.#schedule(saveAfter);
  }

  #schedule(after) {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => this.save(), after);
  }
}

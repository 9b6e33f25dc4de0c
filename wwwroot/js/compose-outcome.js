// What became of a message whose sending was asked for, and no answer came: the request or the answer was lost. The browser's storage says
// so meanwhile, and the person writes on.
import { ask } from './compose-http.js';
import { find } from './outbox.js';

/** Milliseconds between two questions while the server does not answer. */
const pause = 2000;

/** What the person wrote, without where it was saved. */
const written = composer => JSON.stringify({ ...composer.read(), savedAs: null });

/** Asks until the server can say. `taken` ends the window, its message is out; `changed` hears that it is out and that it was written on since. */
export async function findOut(composer, { taken, changed }, sent = written(composer)) {
  const isOver = () => composer.isGone || composer.isSending;   // Sent once more: the answer to that says it.
  if (isOver()) return;
  let entry;
  try {
    entry = await find(composer.id);
    // Who has written on does not mean the version that waits.
    if (entry?.step === 'held' && written(composer) !== sent) {
      const { draft } = await ask('POST', `outbox/${composer.id}/undo`);
      if (draft) { composer.draft.savedAs = draft.savedAs; entry = null; }
    }
  } catch {
    return setTimeout(() => findOut(composer, { taken, changed }, sent), pause);
  }
  if (isOver()) return;
  composer.saving.isSending = false;
  if (!entry) return composer.saving.keep();
  if (written(composer) !== sent) return changed();
  await composer.saving.stop();
  const draft = composer.read();
  taken();
  composer.owner.sent(draft, { outbox: draft.id, holdSeconds: 0 });
  // What was saved while nobody knew is no draft any more.
  if (draft.savedAs) ask('DELETE', `compose/${draft.id}`, draft).catch(() => {});
}

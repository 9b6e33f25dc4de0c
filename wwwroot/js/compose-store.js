// What is being written, in the browser's own storage: the second place for every word, beside the mailbox for drafts. Told apart by
// account. In two places there too: localStorage, which is written before a page that is closed is gone, and IndexedDB, which reaches the
// disk at once, so that a browser that is killed loses nothing either (Chromium writes localStorage out after five seconds or later).
const prefix = `webmail-draft/${document.getElementById('compose')?.dataset.account}/`;
const keyOf = id => prefix + id;

const database = new Promise(done => {
  try {
    const opening = indexedDB.open('webmail-drafts', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('drafts', { keyPath: 'key' });
    opening.onsuccess = () => { hasDatabase = true; done(opening.result); };
    opening.onerror = () => done(null);
  } catch {
    done(null);   // Turned off: then localStorage alone has it.
  }
});
let hasDatabase = false;

/** Works on the drafts of the database; null without one, or if it does not let us. */
async function work(mode, act) {
  const opened = await database;
  if (!opened) return null;
  return new Promise(done => {
    try {
      const request = act(opened.transaction('drafts', mode).objectStore('drafts'));
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(null);
    } catch {
      done(null);   // The browser has closed it, as when its data are cleared.
    }
  });
}

/**
 * Keeps a draft. `isSaved`: the mail server has it as it is; `isSending`: it was on its way; `isDiscarded`: it was thrown away and the
 * mail server does not know yet; `size`: of its window; `writtenAt`: when the person last wrote in it, which is before it was kept. False if the browser has no room.
 */
export function keep(draft, state = {}) {
  const kept = { key: keyOf(draft.id), draft, at: Date.now(), ...state };
  work('readwrite', drafts => drafts.put(kept));
  try {
    localStorage.setItem(kept.key, JSON.stringify(kept));
    return true;
  } catch {
    return hasDatabase;
  }
}

/** That it is gone is kept for a while too: a browser that was killed may have what localStorage had before. */
export function forget(id) {
  localStorage.removeItem(keyOf(id));
  work('readwrite', drafts => drafts.put({ key: keyOf(id), at: Date.now(), isGone: true }));
}

/** Milliseconds after which localStorage has reached the disk in any browser. */
const settled = 3_600_000;

/** What was kept, oldest first; of each draft what is newer in the two places. */
export async function all() {
  const found = new Map();
  const take = kept => { if ((kept?.draft?.id || kept?.isGone) && kept.key?.startsWith(prefix) && !(found.get(kept.key)?.at >= kept.at)) found.set(kept.key, kept); };
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at);
    if (!key.startsWith(prefix)) continue;
    try {
      take({ ...JSON.parse(localStorage.getItem(key)), key });
    } catch {
      localStorage.removeItem(key);   // Not ours, or cut short: there is nothing to read in it.
    }
  }
  for (const kept of await work('readonly', drafts => drafts.getAll()) ?? []) take(kept);
  for (const { key, at, isGone } of found.values()) if (isGone && at < Date.now() - settled) work('readwrite', drafts => drafts.delete(key));
  return [...found.values()].filter(kept => !kept.isGone).sort((a, b) => a.at - b.at);
}

/** Milliseconds that a page which is just being left may keep its right. */
const patience = 800;

/**
 * Takes the right to write a draft in this tab, until the page is left or the returned function is called; null if another tab has it.
 * Without locks (a page without TLS) every tab may.
 */
export function claim(id) {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise(taken => {
    navigator.locks.request(keyOf(id), { signal: AbortSignal.timeout(patience) }, () => new Promise(release => taken(release))).catch(() => taken(null));
  });
}

const others = new BroadcastChannel(prefix);

/** Tells the other tabs that a draft is open in this one, too. */
export const tellOthers = id => others.postMessage(id);

/** `listener` hears of drafts that another tab has opened although they are open in one. */
export const hearOthers = listener => others.addEventListener('message', e => listener(e.data));

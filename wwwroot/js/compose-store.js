// What is being written, in the browser's own storage: the second place for every word, beside the mailbox for drafts. Told apart by
// account, synchronous because a page that is closed waits for nothing.
const prefix = `webmail-draft/${document.getElementById('compose')?.dataset.account}/`;
const keyOf = id => prefix + id;

/**
 * Keeps a draft. `isSaved`: the mail server has it as it is; `isSending`: it was on its way; `isDiscarded`: it was thrown away and the
 * mail server does not know yet; `size`: of its window. False if the browser has no room.
 */
export function keep(draft, state = {}) {
  try {
    localStorage.setItem(keyOf(draft.id), JSON.stringify({ draft, at: Date.now(), ...state }));
    return true;
  } catch {
    return false;
  }
}

export const forget = id => localStorage.removeItem(keyOf(id));

/** What was kept, oldest first. */
export function all() {
  const found = [];
  for (let at = 0; at < localStorage.length; at++) {
    const key = localStorage.key(at);
    if (!key.startsWith(prefix)) continue;
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      if (kept?.draft?.id) found.push(kept);
    } catch {
      localStorage.removeItem(key);   // Not ours, or cut short: there is nothing to read in it.
    }
  }
  return found.sort((a, b) => a.at - b.at);
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

// What the composer knows of the person: the addresses that are theirs, templates and habits; and what the mail server takes.
import { ask } from './compose-http.js';

let known = null;
let loading = null;
let offered = null;

/** As it was loaded last; null before that. */
export const account = () => known;

/** Ends when it is known; null where it cannot be had. */
export function load() {
  if (known) return Promise.resolve(known);
  return loading ??= refresh();
}

/** Looks again: the settings may have been changed in another tab or on another device. */
export async function refresh() {
  try { known = await ask('GET', 'compose/account'); } catch { /* What was known counts on; whoever writes sees whether the server is there. */ }
  loading = null;
  return known;
}

/** What the server for submission takes: `maxOctets` of a message, null for no limit, and `reportsDelivery`. Asked once, when somebody writes. */
export function offers() {
  const unknown = { isKnown: false, maxOctets: null, reportsDelivery: false };
  return offered ??= ask('GET', 'compose/offers').catch(() => unknown).then(answer => {
    if (!answer.isKnown) offered = null;
    return answer;
  });
}

document.addEventListener('visibilitychange', () => { if (!document.hidden && known) refresh(); });

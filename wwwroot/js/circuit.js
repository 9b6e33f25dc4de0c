// What the page's module asks of the view that lives on the server.
import { place } from './list.js';

let server;
let navigating = Promise.resolve();

export const connect = bridge => { server = bridge; };

export const call = (method, ...args) => server.invokeMethodAsync(method, ...args);

/**
 * What is said about messages is said of the list in which they stand (`at`): after a navigation that is under way, and not at all
 * if another list came of it, where the same numbers are other messages.
 */
export async function about(at, method, ...args) {
  await Promise.allSettled([navigating]);
  if (place() === at) return call(method, ...args);
}

/** Goes to another list, of which so many rows can be seen; ends when it is drawn. */
export function navigate(path, rows) {
  navigating = call('Navigate', path, rows);
  return navigating;
}

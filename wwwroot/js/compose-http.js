// What the composer sends over HTTP. Everything carries the page's form token.

/** The request did not come through: no network, no server, or the sign-in has ended. `reason` names a text. */
export class Lost extends Error {
  constructor(reason) { super(reason); this.reason = reason; }
}

const host = document.getElementById('compose');

/** An address relative to the page's base. */
export const addressOf = path => new URL(path, document.baseURI);

/** The form token, as a header. */
export const token = () => ({ RequestVerificationToken: host.querySelector('input[name=__RequestVerificationToken]').value });

/** Sends JSON and returns the JSON of the answer. Throws `Lost`. */
export async function ask(method, path, body, options = {}) {
  let answer;
  try {
    answer = await fetch(addressOf(path), {
      method,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...token(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...options,
    });
  } catch {
    throw new Lost('LostServer');
  }
  return read(answer.status, () => answer.json());
}

/** Reads an answer, or throws `Lost` with the reason that its status gives. */
export async function read(status, json) {
  if (status === 401 || status === 403) throw new Lost('LostSignIn');
  if (status === 400) throw new Lost('LostToken');
  if (status === 204) return null;
  if (status >= 400) throw new Lost('LostServer');
  try { return await json(); } catch { throw new Lost('LostServer'); }
}

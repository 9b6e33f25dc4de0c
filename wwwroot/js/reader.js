// The reader: shows the fragment of a message.
const host = () => document.getElementById('reader');
export const addressOf = (key, what) => new URL(`message/${key.token}/${key.validity}/${key.uid}${what ? `/${what}` : ''}`, document.baseURI);
export async function show(key, row) {
  host().textContent = row?.subject ?? '';
  const answer = await fetch(addressOf(key));
  host().innerHTML = await answer.text();
  host().dataset.uid = key.uid;
}
export function clear() { host().textContent = ''; delete host().dataset.uid; }
export function prefetch() { }

// The rows of the message list as the server drew them, and which message each stands for.

export const box = () => document.getElementById('list');
export const rows = () => [...(box()?.querySelectorAll('[data-testid=message-row]') ?? [])];
export const row = uid => document.getElementById(`row-${uid}`);
export const uidOf = row => Number(row.dataset.uid);
export const isPicked = r => r.dataset.picked ? r.dataset.picked === 'true' : r.getAttribute('aria-selected') === 'true';
export const selected = () => rows().filter(isPicked).map(uidOf);

export const mailbox = () => box()?.dataset.mailbox ?? 'INBOX';
/** Which list it is: in another one, or after it was rebuilt, the same UIDs are other messages. */
export const place = () => `${box()?.dataset.token}/${box()?.dataset.validity}`;
export const keyOf = uid => ({ token: box()?.dataset.token, validity: box()?.dataset.validity, uid });

/** What the row already tells, for a reader whose message is not there yet. */
export function rowOf(uid) {
  const r = row(uid);
  return r && { from: r.querySelector('[data-testid=row-from]').textContent.trim(), subject: r.querySelector('[data-testid=row-subject]').textContent.trim(), date: r.querySelector('time')?.title ?? '' };
}

export const heightOfRow = () => rows()[0]?.offsetHeight || 78;

/** How many rows can be seen. */
export const visibleRows = () => Math.ceil((box()?.clientHeight ?? innerHeight) / heightOfRow()) + 2;

// New mail outside the page: the count in the title, and the device's own notification where the person wants it.

let plainTitle = document.title;

/** Puts the number of unread messages before the title. */
export function setTitle(title, unread) {
  plainTitle = title;
  document.title = unread > 0 ? `(${unread}) ${plainTitle}` : plainTitle;
}

/** Asks the browser once. Returns granted, denied, default or unsupported. Must be called from a click. */
export async function ask() {
  return 'Notification' in window ? await Notification.requestPermission() : 'unsupported';
}

/** The answer that the browser keeps, without asking. */
export const permission = () => 'Notification' in window ? Notification.permission : 'unsupported';

/** Tells of new mail, but not to somebody who is looking at it. A later one takes the place of an earlier one. */
export function notify(title, body, href) {
  if (permission() !== 'granted' || document.hasFocus()) return;
  const note = new Notification(title, { body, tag: 'webmail-new', icon: new URL('img/logo.svg', document.baseURI).href });
  note.onclick = () => {
    focus();
    if (href) document.dispatchEvent(new CustomEvent('webmail:go', { detail: href }));
    note.close();
  };
}

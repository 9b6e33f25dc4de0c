// Lists that were seen are kept as pictures of their top. When the person comes back, the picture stands in the list's place from the
// first frame on, until the circuit has drawn the list itself (docs/adr/0009). For the page a picture is the list: same id, same rows.

/** As many as the server keeps mirrors of. */
const most = 12;

const pictures = new Map();
let shown = null;

const keyOf = address => {
  const url = new URL(address, document.baseURI);
  return `${decodeURIComponent(/\/mail\/([^/]+)/.exec(url.pathname)?.[1] ?? 'INBOX')} ${url.search}`;
};

/** True while a picture stands for the list. */
export const isShown = () => shown !== null;

/** Keeps what can be seen of a list that rests at its top; what was just done to its rows is part of the picture. */
export function take(list) {
  if (shown || list.scrollTop > 0 || list.dataset.view !== 'all' || list.hasAttribute('aria-busy')) return;
  const picture = list.cloneNode(false);
  for (const child of list.children) {
    if (child.offsetTop > list.clientHeight) break;
    if (child.dataset.pending !== 'gone') picture.append(child.cloneNode(true));
  }
  for (const row of picture.querySelectorAll('[data-testid=message-row]')) {
    for (const name of ['aria-current', 'data-cur', 'data-cursor', 'data-picked']) row.removeAttribute(name);
    row.setAttribute('aria-selected', 'false');
  }
  picture.removeAttribute('aria-activedescendant');
  picture.setAttribute('aria-busy', 'true');
  const key = keyOf(list.dataset.address);
  pictures.delete(key);
  pictures.set(key, picture);
  if (pictures.size > most) pictures.delete(pictures.keys().next().value);
}

/** Puts the picture of this address in the list's place, if there is one. */
export function show(address) {
  hide();
  const picture = pictures.get(keyOf(address)), list = document.getElementById('list');
  if (!picture || !list) return;
  shown = picture;
  list.before(picture);
  list.hidden = true;
  delete list.dataset.testid;
}

/** The list itself is there, or nothing comes. */
export function hide() {
  if (!shown) return;
  shown.remove();
  shown = null;
  const list = document.getElementById('list');
  if (!list) return;
  list.hidden = false;
  list.dataset.testid = 'message-list';
}

/** Takes the picture away once the circuit has drawn what it shows. */
export function yieldTo(list) {
  if (shown && list && keyOf(list.dataset.address) === keyOf(shown.dataset.address)) hide();
}

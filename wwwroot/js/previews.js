// Shows attachments over the page, one after the other. The server renders what is shown; here it gets its place, its keys and its focus.
// Loaded when the first file is opened, and so is its style sheet.
import { load as loadStyles } from './style-sheets.js';

let open = null;

/** Opens the file of a button in the reader; the others of the same message are next to it. */
export async function show(button) {
  const list = button.closest('.msg');
  const shell = list.querySelector('template[data-for=preview]');
  await loadStyles(shell.dataset.style);
  if (open) return;
  const dialog = shell.content.querySelector('dialog').cloneNode(true);
  document.body.append(dialog);
  open = { dialog, shell: shell.dataset, files: [...list.querySelectorAll('[data-preview]')], at: -1, asked: null, pages: null };
  dialog.addEventListener('click', onClick);
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('close', onClose);
  dialog.showModal();
  part('.pv-body').focus();
  go(open.files.indexOf(button));
}

const part = name => open.dialog.querySelector(name);

function go(at) {
  const { files, dialog, shell } = open;
  if (at < 0 || at >= files.length) return;
  stop();
  const file = files[open.at = at];
  part('.pv-name').textContent = file.dataset.name;
  part('.pv-sum').textContent = file.dataset.sum;
  part('.pv-head use').setAttribute('href', `#i-${file.dataset.symbol}`);
  part('.pv-place').textContent = files.length > 1 ? shell.count.replace('{0}', at + 1).replace('{1}', files.length) : '';
  const download = part('.pv-download');
  download.href = file.dataset.download;
  download.download = file.dataset.name;
  download.hidden = true;
  part('.pv-zoom').hidden = true;
  for (const [name, to] of [['previous', at - 1], ['next', at + 1]]) {
    const button = part(`[data-do=${name}]`);
    // A button that has the focus keeps it: whoever goes on by key is not thrown out.
    button.setAttribute('aria-disabled', !files[to]);
    button.hidden = files.length === 1;
  }
  dialog.dataset.at = at;
  load(file);
}

async function load(file) {
  const asked = open.asked = new AbortController();
  fill(part('.pv-waiting').content.cloneNode(true));
  let html = null;
  try {
    const answer = await fetch(new URL(file.dataset.preview, document.baseURI), { credentials: 'same-origin', signal: asked.signal });
    if (answer.status === 401) return location.reload();
    html = answer.ok && answer.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : null;
  } catch {
    // Said below, unless it is not wanted any more.
  }
  if (!open || open.asked !== asked) return;
  const template = document.createElement('template');
  template.innerHTML = html ?? '';
  const shown = template.content.querySelector('.pv-file');
  if (!shown) return fill(part('.pv-lost').content.cloneNode(true));
  // What the browser can't decode it would only leave empty.
  shown.querySelector('img,audio,video')?.addEventListener('error', event => {
    if (open?.asked === asked) refuse(event.target.matches('img') ? open.shell.broken : open.shell.unplayable);
  });
  fill(shown);
  // What must be warned of is downloaded from the warning only.
  part('.pv-download').hidden = shown.dataset.kind === 'none';
  if (shown.dataset.kind === 'pdf') startPages(shown, asked);
}

function fill(content) {
  const body = part('.pv-body');
  body.replaceChildren(content);
  body.scrollTo(0, 0);
  // What had the focus may be gone with the file before.
  if (!open.dialog.contains(document.activeElement)) body.focus({ preventScroll: true });
  body.dataset.kind = body.querySelector('.pv-file')?.dataset.kind ?? '';
}

async function startPages(shown, asked) {
  const { shell } = open;
  let pages;
  try {
    pages = await import('./previews-pages.js');
  } catch {
    if (open?.asked === asked) fill(part('.pv-lost').content.cloneNode(true));
    return;
  }
  if (open?.asked !== asked) return;
  const zoom = part('.pv-zoom');
  open.pages = pages.start(shown, {
    content: new URL(shown.dataset.content, document.baseURI),
    octets: Number(shown.dataset.size),
    frame: shell.frame, worker: shell.worker, assets: shell.assets,
    title: shell.title, page: shell.page,
    shown: (page, count) => {
      zoom.hidden = false;
      part('.pv-sum').textContent = shell.pageOf.replace('{0}', page).replace('{1}', count);
    },
    key: press,
    failed: why => refuse(shell[why] ?? shell.broken),
  });
}

/** Says why a file is not shown after all, and offers it. */
function refuse(words) {
  stop();
  part('.pv-zoom').hidden = true;
  const said = part('.pv-refused').content.cloneNode(true), file = open.files[open.at];
  said.querySelector('p').textContent = words;
  Object.assign(said.querySelector('a'), { href: file.dataset.download, download: file.dataset.name });
  fill(said);
}

function stop() {
  open.asked?.abort();
  open.asked = null;
  open.pages?.stop();
  open.pages = null;
}

function zoom(by) {
  if (open.pages) return open.pages.zoom(by);
  const picture = part('.pv-img');
  if (!picture) return;
  const isLarge = by ? by > 0 : picture.getAttribute('aria-pressed') !== 'true';
  picture.setAttribute('aria-pressed', isLarge);
}

function onClick(event) {
  // Beside what is shown: the body's own empty room.
  if (event.target.matches('.pv-main,.pv-body,.pv-file') && open.dialog.querySelector('.pv-body').dataset.kind === 'image') return open.dialog.close();
  switch (event.target.closest('[data-do]')?.dataset.do) {
    case 'close': return open.dialog.close();
    case 'previous': return go(open.at - 1);
    case 'next': return go(open.at + 1);
    case 'retry': return load(open.files[open.at]);
    case 'zoom': return zoom(0);
    case 'in': return zoom(1);
    case 'out': return zoom(-1);
  }
}

function onKey(event) {
  // The page's own keys mean messages.
  event.stopPropagation();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('audio,video,input')) return;
  const body = part('.pv-body');
  const scrollsAside = body.scrollWidth > body.clientWidth + 1 || [...body.querySelectorAll('.pv-sheet')].some(sheet => sheet.scrollWidth > sheet.clientWidth + 1);
  if (event.key.startsWith('Arrow') && scrollsAside && body.contains(event.target)) return;
  if (press(event.key)) event.preventDefault();
}

/** A key, also one that was pressed within the frame of pages. */
function press(key) {
  switch (key) {
    case 'Escape': open.dialog.close(); return true;
    case 'ArrowLeft': go(open.at - 1); return true;
    case 'ArrowRight': go(open.at + 1); return true;
    case '+': zoom(1); return true;
    case '-': zoom(-1); return true;
    default: return false;
  }
}

function onClose() {
  stop();
  const { dialog, files, at } = open;
  open = null;
  dialog.remove();
  files[at]?.focus();
}

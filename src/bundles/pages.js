// Draws the pages of a PDF. Runs in a frame of no origin: all it has comes through the port that the page gives it once.
import { getDocument, GlobalWorkerOptions, PDFDataRangeTransport, TextLayer } from 'pdfjs-dist';

/** Pages that are laid out; a document with more is for a program of its own. */
const most = 2_000;

/** Pages that stay drawn: each takes some megabytes. */
const kept = 8;

/** Points of one page; a browser refuses or fails above. */
const largest = 2 ** 24;

const sizes = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

let port, words, pages = [], drawn = [], size = 2, waiting = new Map(), last = 0;

addEventListener('message', event => {
  if (port || event.source !== parent || !event.ports[0]) return;
  port = event.ports[0];
  words = event.data.page;
  port.onmessage = ({ data }) => {
    if (data.zoom) return zoom(data.zoom);
    const { done, fail } = waiting.get(data.to) ?? {};
    waiting.delete(data.to);
    if (data.data) done?.(new Uint8Array(data.data)); else fail?.(new Error('lost'));
  };
  start(event.data).catch(fault => port.postMessage({ is: 'failed', why: fault.name === 'PasswordException' ? 'password' : 'broken' }));
});

/** Asks the page for octets. */
const ask = message => new Promise((done, fail) => {
  waiting.set(++last, { done, fail });
  port.postMessage({ ...message, id: last });
});

class Pieces extends PDFDataRangeTransport {
  requestDataRange(begin, end) {
    ask({ is: 'piece', begin, end }).then(chunk => this.onDataRange(begin, chunk), () => port.postMessage({ is: 'failed', why: 'broken' }));
  }
}

/** What pdf.js calls for what comes with the program. */
class Assets {
  fetch({ kind, filename }) { return ask({ is: 'asset', kind, name: filename }); }
}

async function start({ octets, worker }) {
  GlobalWorkerOptions.workerPort = new Worker(URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })));
  const document_ = await getDocument({
    range: new Pieces(octets, null), rangeChunkSize: 2 ** 18, disableAutoFetch: true, disableStream: true,
    BinaryDataFactory: Assets, useWorkerFetch: false, cMapUrl: 'cmaps/', standardFontDataUrl: 'fonts/', wasmUrl: 'wasm/',
    enableXfa: false, useSystemFonts: false, maxImageSize: largest * 4, canvasMaxAreaInBytes: largest * 4, verbosity: 0,
  }).promise;
  const host = document.getElementById('pages'), count = Math.min(document_.numPages, most);
  const first = (await document_.getPage(1)).getViewport({ scale: 1 });
  for (let number = 1; number <= count; number++) {
    const box = document.createElement('section');
    box.setAttribute('aria-label', words.replace('{0}', number));
    pages.push({ box, number, document_, width: first.width, height: first.height, task: null });
    host.append(box);
  }
  layOut();
  const inSight = new IntersectionObserver(seen, { rootMargin: '100% 0px' });
  for (const page of pages) inSight.observe(page.box);
  addEventListener('scroll', tell, { passive: true });
  addEventListener('resize', () => { layOut(); redraw(); });
  tell();
}

/** Points of the screen for one of the page's: the width of the frame, times what was asked for. */
const scaleOf = page => Math.min(innerWidth - 32, 1_000) / page.width * sizes[size];

function layOut() {
  for (const page of pages) {
    const scale = scaleOf(page);
    page.box.style.width = `${Math.floor(page.width * scale)}px`;
    page.box.style.height = `${Math.floor(page.height * scale)}px`;
  }
}

function seen(entries) {
  for (const entry of entries) {
    const page = pages.find(one => one.box === entry.target);
    page.isNear = entry.isIntersecting;
    if (page.isNear && !page.task) draw(page);
  }
}

async function draw(page) {
  const task = page.task = { isOver: false };
  drawn = [...drawn.filter(one => one !== page), page];
  while (drawn.length > kept) {
    const old = drawn.findIndex(one => !one.isNear);
    if (old < 0) break;
    wipe(drawn.splice(old, 1)[0]);
  }
  try {
    const source = await page.document_.getPage(page.number), own = source.getViewport({ scale: 1 });
    if (own.width !== page.width || own.height !== page.height) {
      Object.assign(page, { width: own.width, height: own.height });
      layOut();
    }
    const viewport = source.getViewport({ scale: scaleOf(page) });
    const density = Math.min(devicePixelRatio || 1, Math.sqrt(largest / (viewport.width * viewport.height)));
    const canvas = document.createElement('canvas'), text = document.createElement('div');
    canvas.width = Math.floor(viewport.width * density);
    canvas.height = Math.floor(viewport.height * density);
    canvas.setAttribute('aria-hidden', 'true');
    text.className = 'textLayer';
    task.rendering = source.render({ canvas, viewport, transform: density === 1 ? null : [density, 0, 0, density, 0, 0] });
    await task.rendering.promise;
    if (task.isOver) return;
    page.box.style.setProperty('--total-scale-factor', viewport.scale);
    page.box.style.setProperty('--scale-factor', viewport.scale);
    page.box.replaceChildren(canvas, text);
    await new TextLayer({ textContentSource: source.streamTextContent(), container: text, viewport }).render();
  } catch (fault) {
    // A page that is broken stays white; those that were left on purpose are no fault.
    if (!task.isOver) page.box.dataset.broken = fault.name;
  }
}

function wipe(page) {
  if (page.task) page.task.isOver = true;
  page.task?.rendering?.cancel();
  page.task = null;
  page.box.replaceChildren();
}

function redraw() {
  for (const page of drawn.splice(0)) {
    wipe(page);
    if (page.isNear) draw(page);
  }
}

function zoom(by) {
  const next = Math.max(0, Math.min(sizes.length - 1, size + Math.sign(by)));
  if (next === size) return;
  const root = document.scrollingElement, place = root.scrollTop / root.scrollHeight;
  size = next;
  layOut();
  root.scrollTop = place * root.scrollHeight;
  redraw();
}

/** Says which page is read. */
function tell() {
  const middle = innerHeight / 2;
  const page = pages.find(one => one.box.getBoundingClientRect().bottom >= middle) ?? pages.at(-1);
  if (page) port.postMessage({ is: 'shown', page: page.number, count: pages[0].document_.numPages });
}

addEventListener('keydown', event => {
  if (!port || event.ctrlKey || event.metaKey || event.altKey) return;
  if (['Escape', 'ArrowLeft', 'ArrowRight', '+', '-'].includes(event.key)) {
    event.preventDefault();
    port.postMessage({ is: 'key', key: event.key });
  }
});

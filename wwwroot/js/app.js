// The entry of every page behind the sign-in: what works before any circuit, and without one.
import './menus.js';
import './tree.js';
import './landmarks.js';
import './reconnect.js';
import { apply } from './appearance.js';
import { afterPaint, whenIdle } from './later.js';

const root = document.documentElement;

// The circuit: begun once the first HTML is painted, in the order in which the scripts are named. Back and forward are the mail page's own: the
// framework's navigation would fetch the page anew and write it over what the reader shows.
afterPaint(() => {
  const scripts = document.querySelector('script[data-circuit]').dataset.circuit.split(' ').map(address => {
    const script = document.createElement('script');
    script.async = false;
    script.src = new URL(address, document.baseURI).href;
    script.setAttribute('autostart', 'false');
    return script;
  });
  // A server that restarts is not asked ten times at once by each page, as is the framework's habit; then reconnect.js goes on.
  const retryIntervalMilliseconds = attempt => [0, 250, 1000, 2000][attempt] ?? null;
  scripts.at(-1).addEventListener('load', () => Blazor.start({ ssr: { disableDomPreservation: true }, circuit: { reconnectionOptions: { maxRetries: 4, retryIntervalMilliseconds } } }));
  document.body.append(...scripts);
});

// What writing needs comes after the first paint, and lives without the circuit. Until then New message is a link like any other.
if (document.getElementById('compose')) afterPaint(() => import('./compose.js'));

// MudBlazor's sheet is larger than everything else together and only dialogs need it: after the first quiet moment.
whenIdle(() => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('css/mud.css', document.baseURI).href;
  document.head.append(link);
}, 5000);

function toggleDrawer(open = root.dataset.drawer !== 'open') {
  const rail = document.getElementById('rail');
  if (open) {
    root.dataset.drawer = 'open';
    rail?.querySelector('[aria-current=page],[role=treeitem]')?.focus();
  } else if (root.dataset.drawer) {
    delete root.dataset.drawer;
    document.querySelector('[data-toggle=drawer]:not([aria-hidden])')?.focus();
  }
}

function toggleRail() {
  const app = document.querySelector('.app'), field = document.getElementById('rail-state');
  if (innerWidth < 1200 || !field) return;
  const isNarrow = app.dataset.rail !== 'narrow';
  if (isNarrow) app.dataset.rail = 'narrow'; else delete app.dataset.rail;
  field.value = String(isNarrow);
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

addEventListener('click', event => {
  const target = event.target.closest?.('[data-toggle],[data-set-theme],[data-set-density],[data-set-layout]');
  if (!target) return;
  // Where there is room the rail itself grows; elsewhere it comes out over the page.
  if (target.dataset.toggle === 'rail' || target.dataset.toggle === 'drawer' && innerWidth >= 1200) toggleRail();
  else if (target.dataset.toggle === 'drawer') toggleDrawer();
  if (target.dataset.setTheme) apply('theme', target.dataset.setTheme);
  if (target.dataset.setDensity) apply('density', target.dataset.setDensity);
  if (target.dataset.setLayout) apply('layout', target.dataset.setLayout);
});

addEventListener('keydown', event => {
  if (event.key === 'Escape' && root.dataset.drawer === 'open') { toggleDrawer(false); event.preventDefault(); event.stopPropagation(); }
  // F6 goes round the regions of the page, as it does in every desktop program.
  if (event.key === 'F6') {
    const regions = [...document.querySelectorAll('[data-region]')].filter(r => r.checkVisibility({ visibilityProperty: true }));
    const at = regions.findIndex(r => r.contains(document.activeElement));
    const next = regions.at((at + (event.shiftKey ? -1 : 1)) % regions.length);
    const stop = next?.querySelector('[tabindex="0"],[aria-current=page],a[href],button,input') ?? next;
    if (stop) { stop.focus(); event.preventDefault(); }
  }
}, true);

// The list's width: 320 to 520 pixels, by pointer or by arrow keys. The circuit hears of it through the field in the handle.
const width = value => { document.querySelector('.app').style.setProperty('--list', Math.max(320, Math.min(520, Math.round(value))) + 'px'); };
function keepWidth(handle) {
  const field = handle.querySelector('input');
  field.value = handle.parentElement.offsetWidth;
  handle.setAttribute('aria-valuenow', field.value);
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
addEventListener('pointerdown', event => {
  const handle = event.target.closest?.('.list-resize');
  if (!handle) return;
  const start = handle.parentElement.getBoundingClientRect().left;
  handle.setPointerCapture(event.pointerId);
  const move = e => width(e.clientX - start);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', () => { handle.removeEventListener('pointermove', move); keepWidth(handle); }, { once: true });
  event.preventDefault();
});
addEventListener('keydown', event => {
  const handle = event.target.closest?.('.list-resize');
  const step = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
  if (!handle || !step) return;
  width(handle.parentElement.offsetWidth + step);
  keepWidth(handle);
  event.preventDefault();
  event.stopPropagation();
}, true);

// A message that is attached to another one opens over it, in its place, with a way back. It lives within the other one's element, so
// that it comes and goes with it.
import { call } from './circuit.js';
import { corner } from './menus.js';
import { current, isDark, makeRoom } from './reader.js';

/** Opens the message that a button names. */
export async function open(button) {
  const outer = button.closest('.msg');
  if (outer.querySelector(':scope > .msg')) return;
  button.setAttribute('aria-busy', 'true');
  const inner = await fetchMessage(button.dataset.attached);
  button.removeAttribute('aria-busy');
  if (!outer.isConnected) return;
  inner.prepend(bar(button));
  for (const child of outer.children) setAside(child, true);
  outer.scrollTop = 0;
  outer.append(inner);
  makeRoom(inner);
  inner.querySelector('[data-attached-back]').focus();
}

/** Asks for the mailbox that it is saved to, by the server: named by its place, it needs no way through here. */
export function save(button) {
  const { token, validity, uid } = current();
  return call('ChooseMailboxFor', token, Number(validity), uid, button.dataset.within, ...corner(button));
}

async function fetchMessage(address) {
  const url = new URL(address, document.baseURI);
  url.searchParams.set('theme', isDark() ? 'dark' : 'light');
  const template = document.createElement('template');
  try {
    template.innerHTML = await (await fetch(url, { credentials: 'same-origin' })).text();
  } catch {
    // Said by what stands in its place.
  }
  return template.content.querySelector('.msg') ?? document.querySelector('#reader template[data-for=lost]').content.querySelector('.msg').cloneNode(true);
}

/** The way back. Its words came with the button that opened. */
function bar(button) {
  const bar = document.createElement('div'), back = document.createElement('button');
  bar.className = 'rd-in';
  back.type = 'button';
  back.className = 'btn btn-s';
  back.dataset.attachedBack = '';
  back.textContent = button.dataset.back;
  back.addEventListener('click', () => close(bar.closest('.msg'), button));
  bar.append(back);
  // The one that stands beside the button that opened, if it is to be had.
  const save = button.parentElement.querySelector('[data-action=save-attached]')?.cloneNode(true);
  if (save) bar.append(save);
  return bar;
}

function close(inner, button) {
  const outer = inner.parentElement;
  inner.remove();
  for (const child of outer.children) setAside(child, false);
  button.focus();
}

/** Out of sight and reach, but not unloaded: a frame would begin anew. */
function setAside(element, is) {
  element.inert = is;
  element.style.visibility = is ? 'hidden' : '';
}

addEventListener('keydown', event => {
  const back = event.key === 'Escape' && event.target.closest?.('#reader .msg .msg')?.querySelector(':scope > .rd-in > [data-attached-back]');
  if (!back) return;
  event.stopPropagation();
  event.preventDefault();
  back.click();
}, true);

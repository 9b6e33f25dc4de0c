// How one message is shown: its size, its text alone, its colours. The frame runs no script, so it is asked for in another form.

/** Carries out a choice of the message's view menu. */
export function choose(item) {
  const article = item.closest('.msg'), { look: what, value } = item.dataset;
  const isRadio = item.getAttribute('role') === 'menuitemradio';
  const isOn = isRadio || item.getAttribute('aria-checked') !== 'true';
  if (isRadio) for (const other of item.parentElement.children) other.setAttribute('aria-checked', 'false');
  item.setAttribute('aria-checked', String(isOn));
  const shown = isOn ? value : what === 'theme' ? 'dark' : null;
  const frame = article.querySelector('iframe');
  frame.src = changed(frame.src, what, shown);
  // Pictures may be asked for later.
  for (const waiting of article.querySelectorAll('[data-body]')) waiting.dataset.body = changed(waiting.dataset.body, what, shown);
  if (what === 'theme') frame.classList.toggle('paper', isOn);
}

function changed(address, name, value) {
  const url = new URL(address, document.baseURI);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return url.href;
}

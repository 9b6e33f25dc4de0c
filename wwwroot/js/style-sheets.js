// Style sheets that only some pages need: each comes once, and stays.

/** Ends when the sheet of this address applies. One that does not come holds up nothing, and is asked for again the next time. */
export const load = address => new Promise(done => {
  const href = new URL(address, document.baseURI).href;
  const sheet = [...document.head.querySelectorAll('link[rel=stylesheet]')].find(had => had.href === href) ?? Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  if (sheet.sheet) return done();
  sheet.addEventListener('load', done, { once: true });
  sheet.addEventListener('error', () => { sheet.remove(); done(); }, { once: true });
  if (!sheet.isConnected) document.head.append(sheet);
});

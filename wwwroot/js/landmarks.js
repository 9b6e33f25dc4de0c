// One main landmark at every width: where there is room for one column, the list is what the page is about while the reader is out of sight.
const reader = document.getElementById('reader'), app = document.querySelector('.app');

function mark() {
  const list = document.querySelector('.list-col');
  if (!list) return;
  if (reader.checkVisibility({ visibilityProperty: true })) list.removeAttribute('role');
  else list.setAttribute('role', 'main');
}

if (reader) {
  new MutationObserver(mark).observe(app, { attributeFilter: ['data-view'] });
  new MutationObserver(mark).observe(document.documentElement, { attributeFilter: ['data-layout'] });
  // The circuit draws the list anew when it begins.
  new MutationObserver(mark).observe(document.body, { attributeFilter: ['data-ready'] });
  addEventListener('resize', mark);
  mark();
}

// The files of the shown message: looked at in the page, looked into, dragged out of it. What the first two take comes with the first file.

document.addEventListener('click', event => {
  const file = event.target.closest?.('#reader [data-preview]');
  if (file) import('./previews.js').then(previews => previews.show(file), () => location.assign(file.dataset.download));
});

// What is in them is looked into when the message is there.
document.addEventListener('reader:shown', event => {
  const files = event.target.querySelector('.msg:not([hidden]) .files[data-signs]');
  if (files) import('./attachment-signs.js').then(signs => signs.look(files), () => { /* Opening a file tells it, too. */ });
});

// A file can be dragged to the desktop, where the browser knows how (Chromium).
document.addEventListener('dragstart', event => {
  const file = event.target.closest?.('#reader a[data-drag]');
  if (file) event.dataTransfer.setData('DownloadURL', `${file.dataset.drag}:${file.download}:${file.href}`);
});

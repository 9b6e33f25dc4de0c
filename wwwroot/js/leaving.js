// A question before what was typed is lost.

/** Watches a form: `data-dirty` is what the server knows of it; what was just typed, in the parts that are `within` it, only the browser does. */
export function guard(root, within = '*') {
  let isTyped = false;
  root.addEventListener('input', event => { if (event.target.closest(within)) isTyped = true; });
  // Saved, or brought back.
  new MutationObserver(() => { if (root.dataset.dirty !== 'true') isTyped = false; }).observe(root, { attributeFilter: ['data-dirty'] });
  addEventListener('beforeunload', event => {
    if (root.isConnected && (isTyped || root.dataset.dirty === 'true')) event.preventDefault();
  });
}

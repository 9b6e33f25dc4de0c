// Says that the circuit answers: from here on the page reacts to everything. A hook for tests and embedders.
export function ready() { document.body.dataset.ready = 'true'; }

// The circuit was lost: our own bar in place of the framework's dialog. Tries for as long as the page is open; when the server has
// forgotten the circuit, the page loads itself again at the same message.

const circuit = document.getElementById('components-reconnect-modal'), bar = document.getElementById('reconnect-bar');
let attempt = 0, timer, isTrying = false;

const pauses = [1, 2, 4, 8, 15];   // seconds; a server that restarts is back within half a minute

async function isServerThere() {
  try {
    return (await fetch(new URL('health/live', document.baseURI), { cache: 'no-store' })).ok;
  } catch {
    return false;   // no network, or no server: that is the question
  }
}

async function tryAgain() {
  clearTimeout(timer);
  if (isTrying) return;
  isTrying = true;
  try {
    if (await isServerThere()) {
      // False: the server answered, and does not know the circuit any more.
      if (await Blazor.reconnect() === false) return reload();
      return;
    }
  } catch {
    // The socket was refused; the next attempt says whether that lasts.
  } finally {
    isTrying = false;
  }
  schedule();
}

function schedule() {
  const pause = pauses[Math.min(attempt++, pauses.length - 1)];
  const until = Date.now() + pause * 1000;
  const note = bar?.querySelector('[data-next]');
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (note) note.textContent = left > 0 ? note.dataset.next.replace('{0}', left) : '';
    if (left > 0) timer = setTimeout(tick, 250); else tryAgain();
  };
  tick();
}

function reload() {
  dispatchEvent(new CustomEvent('webmail:leaving'));
  location.reload();
}

circuit?.addEventListener('components-reconnect-state-changed', event => {
  switch (event.detail.state) {
    case 'show':
      document.documentElement.dataset.circuit = 'lost';
      break;
    case 'hide':
      clearTimeout(timer);
      attempt = 0;
      delete document.documentElement.dataset.circuit;
      break;
    case 'failed':
      schedule();
      break;
    case 'rejected':
      isServerThere().then(there => there ? reload() : schedule());
      break;
  }
});
bar?.querySelector('button')?.addEventListener('click', tryAgain);
addEventListener('online', () => { if (document.documentElement.dataset.circuit) tryAgain(); });
document.addEventListener('visibilitychange', () => { if (!document.hidden && document.documentElement.dataset.circuit) tryAgain(); });

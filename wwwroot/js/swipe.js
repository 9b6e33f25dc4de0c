// Swiping a row on a phone: right archives, left deletes. Arms at 35 % of the width, releases back otherwise.
// A long press (450 ms) opens the row's menu.
export function listen(act, options) {
  let row = null, startX = 0, startY = 0, moved = 0, isSwipe = false, press = 0, touch = new AbortController();
  const reset = () => {
    clearTimeout(press);
    if (row) { row.style.transform = ''; row.removeAttribute('data-swipe'); }
    row = null;
  };

  function onMove(e) {
    if (!row) return;
    const [x, y] = [e.touches[0].clientX - startX, e.touches[0].clientY - startY];
    if (Math.abs(x) > 8 || Math.abs(y) > 8) clearTimeout(press);
    if (!isSwipe && Math.abs(y) > Math.abs(x)) return reset();
    if (!isSwipe && Math.abs(x) < 12) return;
    isSwipe = true;
    e.preventDefault();
    const armed = Math.abs(x) > row.offsetWidth * .35;
    if (armed && Math.abs(moved) <= row.offsetWidth * .35) navigator.vibrate?.(8);
    moved = x;
    row.style.transform = `translateX(${x}px)`;
    row.dataset.swipe = `${x > 0 ? 'right' : 'left'}${armed ? ' armed' : ''}`;
  }

  function onEnd(e) {
    if (!row) return;
    const uid = Number(row.dataset.uid), armed = isSwipe && Math.abs(moved) > row.offsetWidth * .35, right = moved > 0;
    if (isSwipe) e.preventDefault();
    reset();
    if (armed) act(right ? options().swipeRight ?? 'archive' : options().swipeLeft ?? 'delete', [uid]);
  }

  const rest = [['touchmove', onMove], ['touchend', onEnd], ['touchcancel', reset]];
  document.addEventListener('touchstart', e => {
    reset();
    touch.abort();
    touch = new AbortController();
    row = e.touches.length === 1 ? e.target.closest('[data-testid=message-row]') : null;
    if (!row) return;
    [startX, startY, moved, isSwipe] = [e.touches[0].clientX, e.touches[0].clientY, 0, false];
    const { target } = e, pressed = row;
    press = setTimeout(() => { pressed.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: startX, clientY: startY })); reset(); }, 450);
    // What is drawn anew under the finger leaves the page, and from then on it alone hears of the touch.
    for (const [type, hear] of rest) target.addEventListener(type, event => { if (!target.isConnected) hear(event); }, { passive: false, signal: touch.signal });
  }, { passive: true });
  for (const [type, hear] of rest) document.addEventListener(type, hear, { passive: false });
}

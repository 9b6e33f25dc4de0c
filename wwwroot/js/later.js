// What can wait, and until when.

/** Runs when the page has nothing else to do, at the latest after `timeout` milliseconds. Safari can only wait a moment. */
export const whenIdle = window.requestIdleCallback
  ? (work, timeout = 400) => { requestIdleCallback(work, { timeout }); }
  : work => { setTimeout(work, 100); };

/** Runs after the next frame is painted: what a person did is seen first, what follows from it comes after. */
export function afterPaint(work) {
  // Frames stop in a tab that is not seen; what follows from an action does not.
  if (document.hidden) return void setTimeout(work);
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = work;
    channel.port2.postMessage(null);
  });
}

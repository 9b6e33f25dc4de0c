// Offers this page to the browser as the program that writes to mailto: links.

/** `asked`: the browser asks the person, or has asked them before; `unsupported`: it cannot; `refused`: it does not let this page. */
export function offer() {
  if (!navigator.registerProtocolHandler) return 'unsupported';
  try {
    navigator.registerProtocolHandler('mailto', new URL('compose?mailto=%s', document.baseURI).href);
    return 'asked';
  } catch {
    return 'refused';
  }
}

// How the page looks is a matter of attributes on the root, so a choice shows in the same frame. The settings follow the account;
// the cookie lets the next page's first byte be right, also before the sign-in.

const root = document.documentElement;

/** Keeps a choice for the first byte of the next page. */
export function remember(name, value) {
  const path = new URL(document.baseURI).pathname;
  document.cookie = `wm-${name}=${value};path=${path};max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}`;
}

/** Shows a choice: theme (system, light, dark), density (comfortable, compact), layout (right, below, off), rail (wide, narrow). */
export function apply(name, value) {
  if (name === 'theme' && value === 'system') delete root.dataset.theme;
  else root.dataset[name] = value;
  remember(name, value);
  for (const button of document.querySelectorAll(`[data-set-${name}]`))
    if (button.hasAttribute('aria-checked')) button.setAttribute('aria-checked', String(button.getAttribute(`data-set-${name}`) === value));
}

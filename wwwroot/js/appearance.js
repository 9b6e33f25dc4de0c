// How the page looks is a matter of attributes on the root, so a choice shows in the same frame. The circuit keeps it.

const root = document.documentElement;

/** Shows a choice: theme (system, light, dark), density (comfortable, compact), layout (right, below, off), rail (wide, narrow). */
export function apply(name, value) {
  if (name === 'theme' && value === 'system') delete root.dataset.theme;
  else root.dataset[name] = value;
  for (const button of document.querySelectorAll(`[data-set-${name}]`))
    if (button.hasAttribute('aria-checked')) button.setAttribute('aria-checked', String(button.getAttribute(`data-set-${name}`) === value));
}

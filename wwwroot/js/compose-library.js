// The editor and its cleaner, fetched when they are needed.

const allowed = {
  RETURN_DOM_FRAGMENT: true,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'option', 'audio', 'video', 'source', 'track', 'dialog', 'details', 'map', 'area', 'slot', 'template'],
  FORBID_ATTR: ['id', 'name', 'tabindex', 'accesskey', 'contenteditable', 'srcset', 'background', 'poster', 'popover', 'popovertarget'],
  ADD_ATTR: ['data-cid', 'data-held-src'],
};

let library;

/** Fetches the editor: when the page has time, or somebody begins to write. */
export const load = () => library ??= import('../lib/editor/editor.js').then(prepare, fault => { library = undefined; throw fault; });

function prepare({ Squire, purify }) {
  // What a style fetches tells its author that somebody answers, and the page's policy would refuse it anyway.
  purify.addHook('uponSanitizeAttribute', (_, data) => {
    if (data.attrName === 'style') {
      if (/url\s*\(|image-set|expression/i.test(data.attrValue)) data.keepAttr = false;
      // What Word writes for Word, and no other program knows.
      data.attrValue = data.attrValue.replace(/(^|;)\s*mso-[^;]*/gi, '$1').replace(/^[;\s]+/, '');
      if (!data.attrValue) data.keepAttr = false;
    } else if (data.attrName === 'class') {
      data.attrValue = data.attrValue.split(/\s+/).filter(name => !/^(?:x_)*mso/i.test(name)).join(' ');
      if (!data.attrValue) data.keepAttr = false;
    }
  });
  return { Squire, clean: html => purify.sanitize(html, allowed) };
}

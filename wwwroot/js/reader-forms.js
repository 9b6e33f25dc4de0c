// What can be answered in the shown message. The modules that do it come with the first message that needs them: who is quicker waits for
// them, and no form leads away from the page.

const modules = { '[data-trust-do],form[data-trust-form]': 'trust', 'form[data-invitation]': 'invitation', 'form[data-receipt]': 'receipts' };
const here = new Set();

/** Holds an event back until the module that is meant by it is there, and lets it happen again then. */
async function hold(event, selector, again) {
  const element = event.target.closest?.(`#reader :is(${selector})`);
  const [, name] = element ? Object.entries(modules).find(([each]) => element.matches(each)) ?? [] : [];
  if (!name || here.has(name)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  try {
    await import(`./${name}.js`);
  } catch {
    const [{ show }, { say }] = await Promise.all([import('./notice.js'), import('./compose-words.js')]);
    return show({ text: say('LostServer'), isError: true });
  }
  here.add(name);
  if (element.isConnected) again(element);
}

addEventListener('submit', event => hold(event, 'form', form => form.requestSubmit(event.submitter)), true);
addEventListener('click', event => hold(event, '[data-trust-do]', button => button.click()), true);

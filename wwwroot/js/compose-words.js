// The texts of the composer, which the server puts into the page in the person's language.
const element = document.getElementById('compose-words');
const words = element ? JSON.parse(element.textContent) : {};
const language = document.documentElement.lang;

/** The text of this name, its places {0}, {1} filled. */
export const say = (name, ...values) => (words[name] ?? name).replace(/\{(\d)\}/g, (_, place) => values[place] ?? '');

/** One or many: `name_One` and `name_Many`, whose {0} is the number. */
export const count = (name, number) => number === 1 ? say(`${name}_One`) : say(`${name}_Many`, number);

/** A time of day, with the day if it was another one. */
export function clock(time) {
  const at = new Date(time), today = new Date().toDateString() === at.toDateString();
  return at.toLocaleString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(today ? {} : { day: 'numeric', month: 'short' }) });
}

const steps = [[1024 ** 3, 'GB'], [1024 ** 2, 'MB'], [1024, 'KB']];

/** A size for people: three figures at most. */
export function size(octets) {
  const [unit, name] = steps.find(([from]) => octets >= from) ?? [1, 'B'];
  return `${(octets / unit).toLocaleString(language, { maximumFractionDigits: octets / unit < 10 && unit > 1024 ? 1 : 0 })} ${name}`;
}

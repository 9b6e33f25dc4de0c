// Recipients as people type and paste them. Here it is decided what becomes a chip and which of them look wrong; the server reads
// them again, by RFC 5322.

const local = /^(?:[^\s@<>()[\],;:\\"]+|"(?:[^"\\]|\\.)+")$/u;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/** True for what can be written to: local part and a domain of at least two labels, international ones too (RFC 6531). */
export function isAddress(text) {
  const at = text.lastIndexOf('@');
  const name = text.slice(0, at), labels = text.slice(at + 1).split('.');
  return at > 0 && local.test(name) && !/^\.|\.\.|\.$/.test(name) && labels.length > 1 && labels.every(part => label.test(part));
}

/** Cuts at commas, semicolons and line breaks that stand in no quotes or angle brackets; says which of them ended each piece. */
function pieces(text) {
  const found = [];
  let piece = '', isQuoted = false, isInside = false;
  const end = by => { if (piece.trim()) found.push({ text: piece.trim(), by }); piece = ''; };
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (isQuoted) {
      piece += c;
      if (c === '\\' && at + 1 < text.length) piece += text[++at];
      else if (c === '"') isQuoted = false;
    } else if (c === '"' && !piece.trim()) { isQuoted = true; piece += c; }
    else if (c === '<') { isInside = true; piece += c; }
    else if (c === '>') { isInside = false; piece += c; }
    else if (!isInside && /[,;\n\r\t]/.test(c)) end(c);
    // The name of a group, or "mailto": what follows are its members.
    else if (!isInside && c === ':' && !piece.includes('@')) piece = '';
    else piece += c;
  }
  end('');
  return found;
}

/** Surname, First <address> was cut at its comma: a name without an address belongs to what follows. */
function joined(found) {
  const whole = [];
  for (let at = 0; at < found.length; at++) {
    const { text, by } = found[at], next = found[at + 1];
    if (by === ',' && next && !text.includes('@') && !text.includes('<') && /^[^"<@]+<[^<>]*@[^<>]*>$/.test(next.text)) {
      whole.push(`${text}, ${next.text}`);
      at++;
    } else whole.push(text);
  }
  return whole;
}

function read(text) {
  const match = /^(.*?)<([^<>]*)>$/su.exec(text);
  const address = (match ? match[2] : text).trim();
  let name = match ? match[1].trim() : '';
  if (/^".*"$/s.test(name)) name = name.slice(1, -1).replace(/\\(.)/gs, '$1');
  return { name, address, isValid: isAddress(address) };
}

/** The recipients of a text. */
export const parse = text => joined(pieces(text.replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')))
  // Addresses between blanks are several; anything else with blanks is one, and wrong.
  .flatMap(piece => !piece.includes('<') && piece.split(/\s+/).every(isAddress) ? piece.split(/\s+/) : [piece])
  .map(read);

/** A recipient as RFC 5322 3.4 writes one. */
export function format({ name, address }) {
  if (!name) return address;
  return `${/[()<>[\]:;@\\,."]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name} <${address}>`;
}

/** One or two letters of a recipient, and a hue: the same as in the list and the reader. */
export function avatar({ name, address }) {
  const letters = (name || address).split(/[\s,.\-_@"'()/|&]+/).map(word => /[\p{L}\p{N}]/u.exec(word)?.[0]?.toLocaleUpperCase() ?? '').filter(Boolean);
  let hash = 2166136261;
  for (let at = 0, text = address.toLowerCase(); at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  return { letters: !letters.length ? '?' : letters.length === 1 || !name ? letters[0] : letters[0] + letters.at(-1), hue: hash % 18 * 20 };
}

const inside = (document.getElementById('compose')?.dataset.ownDomains ?? '').split(' ').filter(Boolean);

/** Whether a recipient is outside the domains that the host calls its own; never where it asks for no such hint. */
export function isOutside({ address, isValid }) {
  if (!inside.length || !isValid) return false;
  // In ASCII, as the server gives them.
  try { return !inside.includes(new URL(`http://${address.slice(address.lastIndexOf('@') + 1)}`).hostname); } catch { return true; }
}

/** A random identifier (RFC 9562 5.4), also where the page has no TLS and crypto.randomUUID is missing. */
export function identifier() {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[6] = octets[6] & 0x0f | 0x40;
  octets[8] = octets[8] & 0x3f | 0x80;
  const digits = [...octets].map(octet => octet.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

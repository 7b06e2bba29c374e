import { isIPv6 } from 'node:net';

/**
 * Whom tries are counted for: an IPv4 address, or the 64 bits of an IPv6 one that
 * name a network, since whoever has one of its addresses has them all.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  // An address that ends in dotted decimals is one group shorter than it looks.
  const length = plain.includes('.') ? 7 : 8;
  if (tail !== undefined)
    while (groups.length + rest.length < length) groups.push('0');
  return [...groups, ...rest]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

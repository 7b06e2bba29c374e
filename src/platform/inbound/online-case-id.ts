import type { CountyKeys } from '../keys/county-keys.ts';
import { makeMac } from '../keys/mac.ts';

/**
 * The id of what a system begins under an id of its own: always the same one, so that
 * what a restore has lost and is sent again is the case that devices still know. A UUID
 * of version 8 (RFC 9562, section 5.8).
 */
export function onlineCaseId(
  keys: CountyKeys,
  { sender, senderId }: { sender: string; senderId: string },
): string {
  const mac = makeMac(keys, 'onlineCase', [sender, senderId]);
  const bytes = Buffer.from(mac, 'base64url').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

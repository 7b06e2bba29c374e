// CRC-32 as in zip and PNG (ISO-HDLC): tells a damaged header from a whole one
// at once; what a record holds is proven by its SHA-256.
const TABLE = makeTable();

function makeTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let n = 0; n < 256; n += 1) {
    let value = n;
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
    table[n] = value >>> 0;
  }
  return table;
}

/** Unsigned, 32 bits. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes)
    value = (TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffff_ffff) >>> 0;
}

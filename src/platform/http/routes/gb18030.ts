/**
 * A text in GB 18030, China's own encoding: two bytes for a Chinese character, where
 * UTF-8 takes three. Only ASCII and what stands at one place in every edition of the
 * standard, and so in every browser: signs of row A1 to A3 and the characters of
 * GBK. undefined: something else is in the text.
 */
export function toGb18030(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes[length++] = unit;
    else {
      const pair = pairs().get(unit);
      if (pair === undefined) return undefined;
      bytes[length++] = pair >> 8;
      bytes[length++] = pair & 0xff;
    }
  }
  return bytes.slice(0, length);
}

let made: Map<number, number> | undefined;

/** The two bytes of each character, made of what the decoder knows. */
function pairs(): Map<number, number> {
  if (made !== undefined) return made;
  made = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const unit = decoder.decode(Uint8Array.of(first, second)).charCodeAt(0);
      const isSign = first >= 0xa1 && first <= 0xa3 && second >= 0xa1;
      if (isSign || (unit >= 0x4e00 && unit <= 0x9fa5))
        made.set(unit, (first << 8) | second);
    }
  return made;
}

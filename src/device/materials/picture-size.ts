// How large a picture will be once it is decoded, from its first bytes: a file of a
// few MB can be a picture that no phone has the memory for. Read piece by piece, so
// that the file itself never comes into memory.

/** More pieces before its size no camera's JPEG has. */
const MOST_SEGMENTS = 400;

/** Pixels of a JPEG or PNG; undefined: its head does not say. */
export async function findPixels(file: Blob): Promise<number | undefined> {
  const head = await bytesAt(file, 0, 24);
  if (head.byteLength === 24 && head.getUint32(0) === 0x89504e47)
    return head.getUint32(16) * head.getUint32(20);
  if (head.byteLength < 4 || head.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  for (let i = 0; i < MOST_SEGMENTS; i += 1) {
    // Marker, length, precision, height, width.
    const segment = await bytesAt(file, at, 9);
    if (segment.byteLength < 9 || segment.getUint8(0) !== 0xff)
      return undefined;
    const marker = segment.getUint8(1);
    // A marker may be filled up with any number of 0xff before it.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return segment.getUint16(5) * segment.getUint16(7);
    else at += 2 + segment.getUint16(2);
  }
  return undefined;
}

/** SOF0 to SOF15 without the tables that lie between them. */
function isFrame(marker: number): boolean {
  return (
    marker >= 0xc0 &&
    marker <= 0xcf &&
    marker !== 0xc4 &&
    marker !== 0xc8 &&
    marker !== 0xcc
  );
}

async function bytesAt(
  file: Blob,
  at: number,
  count: number,
): Promise<DataView> {
  return new DataView(await file.slice(at, at + count).arrayBuffer());
}

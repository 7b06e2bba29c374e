// Each case carries a signature, and on a thin line a browser's PNG of it, with 32
// bits a pixel, costs as much as several forms. Ink needs four greys and no more:
// cut to what was written, no larger than is printed, two bits a pixel.

/** As wide as a signature is printed, at 150 dots an inch. */
const LONGEST_SIDE = 480;
/** Of paper around the ink, in pixels. */
const MARGIN = 6;
/** Greys of a 2-bit PNG: 0 is black, 3 white. */
const PAPER = 3;

/** A PNG of what is drawn on a transparent canvas; null: nothing, or no memory. */
export async function encodeSignature(
  canvas: HTMLCanvasElement,
): Promise<Blob | null> {
  if (typeof CompressionStream === 'undefined') return await plainPng(canvas);
  const ink = readInk(canvas);
  return ink === undefined ? null : await greyPng(ink);
}

type Ink = {
  width: number;
  height: number;
  /** Of a pixel: 0 none, 255 black. */
  darkness: (x: number, y: number) => number;
};

function readInk(canvas: HTMLCanvasElement): Ink | undefined {
  const scale = Math.min(
    1,
    LONGEST_SIDE / Math.max(canvas.width, canvas.height, 1),
  );
  const width = Math.max(1, Math.round(canvas.width * scale));
  const height = Math.max(1, Math.round(canvas.height * scale));
  const small = document.createElement('canvas');
  small.width = width;
  small.height = height;
  const context = small.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.imageSmoothingQuality = 'high';
  context.drawImage(canvas, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const at = (x: number, y: number) => data[(y * width + x) * 4 + 3] ?? 0;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (at(x, y) > 0) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
  if (right < 0) return undefined;
  left = Math.max(0, left - MARGIN);
  top = Math.max(0, top - MARGIN);
  return {
    width: Math.min(width - 1, right + MARGIN) - left + 1,
    height: Math.min(height - 1, bottom + MARGIN) - top + 1,
    darkness: (x, y) => at(left + x, top + y),
  };
}

async function greyPng({ width, height, darkness }: Ink): Promise<Blob> {
  const row = 1 + Math.ceil(width / 4);
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < row * 4 - 4; x += 1) {
      const grey =
        x < width ? PAPER - Math.round((darkness(x, y) / 255) * PAPER) : PAPER;
      const byte = y * row + 1 + (x >> 2);
      pixels[byte] = (pixels[byte] ?? 0) | (grey << (6 - 2 * (x & 3)));
    }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Bits a sample; grey, deflate, filters by row (none), not interlaced follow as 0.
  head[8] = 2;
  return new Blob(
    [
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
      chunk('IHDR', head),
      chunk('IDAT', await deflate(pixels)),
      chunk('IEND', new Uint8Array()),
    ],
    { type: 'image/png' },
  );
}

/** With zlib's frame, as PNG has it. */
async function deflate(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes])
    .stream()
    .pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function chunk(
  type: string,
  content: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i += 1) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, -4)));
  return bytes;
}

/** PNG's own check sum, bit by bit: of some kB, once a stroke. */
function crc32(bytes: Uint8Array): number {
  let value = 0xffff_ffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1)
      value = value & 1 ? (value >>> 1) ^ 0xedb8_8320 : value >>> 1;
  }
  return (value ^ 0xffff_ffff) >>> 0;
}

function plainPng(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
}

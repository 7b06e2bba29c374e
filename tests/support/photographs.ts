// Photographs as a phone takes them: large JPEGs full of detail, each different.
import type { Page } from 'playwright-core';

export type Photograph = { name: string; mimeType: string; buffer: Buffer };

/** Draws `count` different photographs in the browser itself, of 3 megapixels. */
export async function takePhotographs(
  page: Page,
  count: number,
  size = { width: 2048, height: 1536 },
): Promise<Photograph[]> {
  const wish = { howMany: count, ...size };
  const pictures = await page.evaluate(async ({ howMany, width, height }) => {
    const made: string[] = [];
    for (let picture = 0; picture < howMany; picture += 1) {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.scale(width / 2048, height / 1536);
      // A paper with lines of writing on an uneven table.
      for (let spot = 0; spot < 4000; spot += 1) {
        context.fillStyle = `hsl(${(spot * 7 + picture * 61) % 360} 30% ${20 + ((spot * 13) % 60)}%)`;
        context.fillRect((spot * 97) % 2048, (spot * 193) % 1536, 40, 30);
      }
      context.fillStyle = '#fff';
      context.fillRect(300, 150, 1450, 1250);
      context.fillStyle = '#111';
      context.font = '40px sans-serif';
      for (let line = 0; line < 24; line += 1)
        context.fillText(
          `${picture} · ${line} · 0123456789`,
          360,
          220 + line * 48,
        );
      const blob = await canvas.convertToBlob({
        type: 'image/jpeg',
        quality: 0.92,
      });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      made.push(btoa(text));
    }
    return made;
  }, wish);
  return pictures.map((base64, index) => ({
    name: `photo-${index + 1}.jpg`,
    mimeType: 'image/jpeg',
    buffer: Buffer.from(base64, 'base64'),
  }));
}

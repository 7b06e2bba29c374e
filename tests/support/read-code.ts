import type { Page } from 'playwright-core';
import { decodeQR } from 'qr/decode.js';

export type CodePicture = {
  /** How many dots the picture is wide. */
  dots?: number;
  /** Blurred and blackened by a photocopier. */
  isCopied?: boolean;
};

/** What the code on the page says, read from its picture as a camera would. */
export async function readCode(
  page: Page,
  { dots = 400, isCopied = false }: CodePicture = {},
): Promise<string> {
  const side = Math.round(dots);
  const drawn = await page.evaluate(
    async ({ side, isCopied }) => {
      const code = document.querySelector('main svg.qr');
      if (code === null) throw new Error('there is no code');
      // Away from the page's style sheet its colours must be said.
      const drawing = code.cloneNode(true) as Element;
      drawing.querySelector('.qr-ground')?.setAttribute('fill', '#fff');
      const picture = new Image();
      picture.src = URL.createObjectURL(
        new Blob([new XMLSerializer().serializeToString(drawing)], {
          type: 'image/svg+xml',
        }),
      );
      await picture.decode();
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, side, side);
      if (isCopied) context.filter = 'blur(1px) contrast(4)';
      context.drawImage(picture, 0, 0, side, side);
      const { data } = context.getImageData(0, 0, side, side);
      // It is grey: one letter a dot is soon handed over, four numbers are not.
      let greys = '';
      for (let at = 0; at < data.length; at += 4)
        greys += String.fromCharCode(data[at] ?? 0);
      return greys;
    },
    { side, isCopied },
  );
  const data = new Uint8ClampedArray(drawn.length * 4).fill(255);
  for (let dot = 0; dot < drawn.length; dot += 1)
    data.fill(drawn.charCodeAt(dot), dot * 4, dot * 4 + 3);
  return decodeQR({ width: side, height: side, data });
}

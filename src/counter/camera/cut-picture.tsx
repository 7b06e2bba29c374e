import { useLayoutEffect, useRef } from 'preact/hooks';
import { cutSize, placeCut, type Cut } from '../../domain/pictures/cut.ts';

type CutPictureProps = { view: ImageBitmap; cut: Cut; name: string };

/** The kept part of a picture, turned as it will be. */
export function CutPicture({ view, cut, name }: CutPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const { current } = canvas;
    const context = current?.getContext('2d');
    if (!current || !context) return;
    // A new size empties the canvas.
    Object.assign(current, cutSize(view, cut));
    context.transform(...placeCut(view, cut));
    context.drawImage(view, 0, 0);
  }, [view, cut]);
  return (
    <canvas ref={canvas} class="cut-picture" role="img" aria-label={name} />
  );
}

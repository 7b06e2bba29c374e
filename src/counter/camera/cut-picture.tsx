import { useEffect, useRef } from 'preact/hooks';
import { cutSize, placeCut, type Cut } from '../../domain/pictures/cut.ts';

type CutPictureProps = { view: ImageBitmap; cut: Cut; name: string };

/**
 * The kept part of a picture, turned as it will be. Its room is there at once; it is
 * drawn after the picture of the screen with what is asked of it, since both
 * together keep a slow phone from answering a finger.
 */
export function CutPicture({ view, cut, name }: CutPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.setTransform(...placeCut(view, cut));
    context.drawImage(view, 0, 0);
  }, [view, cut]);
  return (
    <canvas
      ref={canvas}
      {...cutSize(view, cut)}
      class="cut-picture"
      role="img"
      aria-label={name}
    />
  );
}

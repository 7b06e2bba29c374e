// What the clerk is told while aiming: one sentence at a time, never in haste.
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Size } from '../../domain/pictures/cut.ts';
import { cameraText } from '../../text/camera.ts';
import { device, handOver } from '../device.ts';
import { frameNow } from './frame-now.ts';
import { faultOf, keptPart, type PaperShape } from './guide-frame.ts';

/** Between two looks: a sentence is read, or heard, before the next comes. */
const EVERY_MS = 2_000;

/** The sentence for what the camera sees now; '' where the looking fails. */
export function useHint(
  video: RefObject<HTMLVideoElement | null>,
  /** Of what the camera shows; undefined: nothing is looked at. */
  size: Size | undefined,
  shape: PaperShape,
): string {
  const aim = cameraText.guide[shape];
  const [hint, setHint] = useState<string>(aim);
  useEffect(() => {
    if (size === undefined) return undefined;
    setHint(aim);
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      let next: string = aim;
      try {
        const fault = await faultNow(video.current, size, shape);
        next = cameraText.hints[fault ?? 'none'];
      } catch {
        // The camera shows nothing yet, or no more.
      }
      if (isOver) return;
      setHint(next);
      wait();
    };
    const wait = () => {
      timer = setTimeout(() => void look(), EVERY_MS);
    };
    // The camera needs a moment for its own light and focus.
    wait();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [size, shape]);
  return hint;
}

async function faultNow(
  video: HTMLVideoElement | null,
  size: Size,
  shape: PaperShape,
) {
  if (video === null) throw new Error('the viewfinder is gone');
  const frame = handOver(await frameNow(video));
  const look = await device().pictures.look(frame, keptPart(size, shape));
  if (!look.ok) throw new Error(look.code);
  const { view, picture, fault } = look.value;
  view.close();
  if (!(picture instanceof Blob)) picture.close();
  // A camera of few pixels is not mended by whoever holds it.
  return fault === 'small' ? null : faultOf(fault, shape);
}

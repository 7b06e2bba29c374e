// What the clerk is told while aiming: one sentence at a time, never in haste.
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { cameraText } from '../../text/camera.ts';
import { device, handOver } from '../device.ts';
import { keptPart, type PaperShape } from './guide-frame.ts';

/** Between two looks: a sentence is read, or heard, before the next comes. */
const EVERY_MS = 2_000;
/** Enough to see darkness, a lamp, a trembling hand. */
const HINT_WIDTH = 640;

/** The sentence for what the camera sees now; '' where the looking fails. */
export function useHint(
  video: RefObject<HTMLVideoElement | null>,
  isOn: boolean,
  shape: PaperShape,
): string {
  const aim = cameraText.guide[shape];
  const [hint, setHint] = useState<string>(aim);
  useEffect(() => {
    if (!isOn) return undefined;
    setHint(aim);
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      let next: string = aim;
      try {
        const fault = await faultNow(video.current, shape);
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
  }, [isOn, shape]);
  return hint;
}

async function faultNow(video: HTMLVideoElement | null, shape: PaperShape) {
  if (video === null) throw new Error('the viewfinder is gone');
  const frame = await createImageBitmap(video, { resizeWidth: HINT_WIDTH });
  const part = keptPart(frame, shape);
  const look = await device().pictures.look(handOver(frame), part);
  if (!look.ok) throw new Error(look.code);
  const { view, picture, fault } = look.value;
  view.close();
  if (!(picture instanceof Blob)) picture.close();
  // So small a frame says nothing of the size of what is written.
  return fault === 'small' ? null : fault;
}

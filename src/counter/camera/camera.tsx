import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'preact/hooks';
import type {
  Cut,
  Part,
  Picture,
  PictureLook,
} from '../../device/device-api.ts';
import { WHOLE } from '../../domain/pictures/cut.ts';
import { cameraText } from '../../text/camera.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { useStepBack } from '../../ui/dialog/use-step-back.ts';
import { beforeLock } from '../auto-lock.ts';
import { device, handOver } from '../device.ts';
import { CameraTrouble } from './camera-trouble.tsx';
import { faultOf, type PaperShape } from './guide-frame.ts';
import { Review } from './review.tsx';
import { useStream } from './use-stream.ts';
import { Viewfinder } from './viewfinder.tsx';
import './camera.css';

/** Why a photograph was not kept. `isFull`: there is no room for any. */
export type NotTaken = { sentence: string; isFull: boolean };

type CameraProps = {
  /** What is photographed. */
  name: string;
  shape: PaperShape;
  /** Chosen already; absent: the camera opens. */
  file?: File | undefined;
  /** Names of its pages, where it must have certain ones. */
  pageNames?: readonly string[] | undefined;
  /** Pages of it that were taken; the last may still be on its way. */
  pages: number;
  /** Why the last one was not. */
  failure: NotTaken | undefined;
  onUse: (picture: Picture, cut?: Cut) => void;
  /** Where the paper may follow later. */
  onPostpone?: (() => void) | undefined;
  onClose: () => void;
};

type Stage =
  | { at: 'finder'; hasFailed?: boolean }
  | { at: 'looking' }
  | { at: 'review'; look: PictureLook; cut: Cut; isFile: boolean };

/**
 * The camera over the whole screen: aim, look, keep. Until it is kept a picture is
 * in memory alone. Whoever leaves without an answer, or is locked out, keeps what
 * was taken: it can be taken out again, and the paper may be gone.
 */
export function Camera(props: CameraProps) {
  const { name, shape, file, pageNames = [], pages, failure } = props;
  const isMark = shape === 'mark';
  const titleId = useId();
  const element = useRef<HTMLDialogElement>(null);
  const [stage, setStage] = useState<Stage>({
    at: file === undefined ? 'finder' : 'looking',
  });
  // A file that was chosen needs no camera until one is asked for.
  const [isCameraUsed, setCameraUsed] = useState(file === undefined);
  const camera = useStream(isCameraUsed);

  const isOver = useRef(false);
  const lookAt = async (picture: Picture | VideoFrame, part: Part) => {
    const isFile = picture instanceof Blob;
    setStage({ at: 'looking' });
    try {
      const look = await device().pictures.look(handOver(picture), part);
      if (look.ok) {
        const cut: Cut = { turn: 0, part };
        if (isOver.current) props.onUse(look.value.picture, cut);
        else setStage({ at: 'review', look: look.value, cut, isFile });
        return;
      }
    } catch {
      // The worker has no part for it: it is kept unseen, as it is.
    }
    if (picture instanceof Blob) {
      props.onUse(picture);
      leave();
    } else setStage({ at: 'finder', hasFailed: true });
  };
  const keep = () => {
    if (stage.at === 'review') props.onUse(stage.look.picture, stage.cut);
  };
  const shown = useRef(keep);
  shown.current = keep;
  const leave = useStepBack(() => {
    isOver.current = true;
    shown.current();
    props.onClose();
  });
  useEffect(
    () =>
      beforeLock(() => {
        shown.current();
        setStage({ at: 'finder' });
      }),
    [],
  );
  // Before the parts inside say where the focus begins.
  useLayoutEffect(() => {
    const { current } = element;
    current?.showModal();
    if (file !== undefined) void lookAt(file, WHOLE);
    // Closed, it gives the focus back to where it was.
    return () => current?.close();
  }, []);

  const postpone =
    props.onPostpone &&
    (() => {
      props.onPostpone?.();
      leave();
    });
  const after = (taken: number) => {
    const left = pageNames.slice(taken);
    return left.length === 0 ? undefined : cameraText.still(left);
  };
  const choose = (chosen: File) => void lookAt(chosen, WHOLE);
  const aim = () => {
    setCameraUsed(true);
    setStage({ at: 'finder' });
  };
  return (
    <dialog
      class="camera"
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onClose={leave}
    >
      <div class="camera-page stack-tight">
        <div class="camera-head">
          <h2 id={titleId}>{[name, pageNames[pages]].join(' ').trim()}</h2>
          <Button onPress={leave}>{cameraText.close}</Button>
        </div>
        <p role="status" class={pages === 0 ? 'visually-hidden' : 'hint'}>
          {pages > 0 &&
            cameraText.soFar(pages, stage.at === 'finder' && after(pages))}
        </p>
        {failure !== undefined && (
          <Notice tone="bad" icon="octagon" announced="assertive">
            <p>{failure.sentence}</p>
            {failure.isFull && postpone && (
              <Button onPress={postpone}>{cameraText.textOnly}</Button>
            )}
          </Notice>
        )}
        {stage.at === 'looking' && <p role="status">{cameraText.looking}</p>}
        {stage.at === 'review' && (
          <Review
            name={isMark ? name : cameraText.picture(name, pages + 1)}
            question={cameraText.question[isMark ? 'mark' : 'paper']}
            look={stage.look}
            fault={faultOf(stage.look.fault, shape)}
            still={after(pages + 1)}
            cut={stage.cut}
            onCut={(cut) => setStage({ ...stage, cut })}
            onUse={leave}
            {...(stage.isFile
              ? { onOther: choose }
              : {
                  onAgain: () => {
                    drop(stage.look.picture);
                    aim();
                  },
                  // There is one print, and a paper may have more pages.
                  onAnother: isMark
                    ? undefined
                    : () => {
                        keep();
                        aim();
                      },
                })}
          />
        )}
        {isCameraUsed &&
          (camera.trouble === undefined ? (
            <Viewfinder
              stream={camera.stream}
              shape={shape}
              isAiming={stage.at === 'finder'}
              hasFailed={stage.at === 'finder' && stage.hasFailed === true}
              onShot={(frame, part) => void lookAt(frame, part)}
              onFile={choose}
            />
          ) : (
            stage.at === 'finder' && (
              <CameraTrouble
                why={camera.trouble}
                onRetry={camera.retry}
                onFile={choose}
                onPostpone={postpone}
              />
            )
          ))}
      </div>
    </dialog>
  );
}

/** Its memory is large and is needed now. */
function drop(picture: Picture): void {
  if (!(picture instanceof Blob)) picture.close();
}

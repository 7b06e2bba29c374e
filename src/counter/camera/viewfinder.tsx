import { useEffect, useRef, useState } from 'preact/hooks';
import type { Part } from '../../device/device-api.ts';
import type { Size } from '../../domain/pictures/cut.ts';
import { cameraText } from '../../text/camera.ts';
import { Button } from '../../ui/button/button.tsx';
import { FileButton } from '../frame/file-button.tsx';
import { frameNow } from './frame-now.ts';
import { guideFrame, keptPart, type PaperShape } from './guide-frame.ts';
import { partStyle } from './part-style.ts';
import { TorchButton } from './torch-button.tsx';
import { useHint } from './use-hint.ts';

type ViewfinderProps = {
  /** undefined: the camera is still opening. */
  stream: MediaStream | undefined;
  shape: PaperShape;
  /** False while a picture is looked at: the camera stays warm behind it. */
  isAiming: boolean;
  hasFailed: boolean;
  onShot: (frame: VideoFrame | ImageBitmap, part: Part) => void;
  onFile: (file: File) => void;
};

/** What the camera sees, with a frame to fit the paper into, and the shutter. */
export function Viewfinder(props: ViewfinderProps) {
  const { stream, shape, isAiming } = props;
  const video = useRef<HTMLVideoElement>(null);
  const shutter = useRef<HTMLButtonElement>(null);
  const isBusy = useRef(false);
  const [size, setSize] = useState<Size>();
  useEffect(() => {
    if (video.current === null) return;
    video.current.srcObject = stream ?? null;
    if (stream === undefined) setSize(undefined);
    else void video.current.play().catch(() => undefined);
  }, [stream]);
  useEffect(() => {
    if (isAiming) shutter.current?.focus();
  }, [isAiming]);
  const isReady = size !== undefined;
  const hint = useHint(video, isAiming ? size : undefined, shape);

  // A telephone that is turned turns its camera's picture.
  const measure = () => {
    const { videoWidth: width = 0, videoHeight: height = 0 } =
      video.current ?? {};
    if (width > 0) setSize({ width, height });
  };
  const shoot = async () => {
    const { current } = video;
    if (current === null || size === undefined || isBusy.current) return;
    isBusy.current = true;
    try {
      props.onShot(await frameNow(current), keptPart(size, shape));
    } catch {
      // The camera was taken away at this very moment, and says so itself.
    } finally {
      isBusy.current = false;
    }
  };
  return (
    <div class="stack-tight" hidden={!isAiming}>
      <div class="finder">
        <video
          ref={video}
          playsInline
          muted
          onLoadedMetadata={measure}
          onResize={measure}
        />
        {isReady && shape !== 'scene' && (
          <div
            class="finder-guide"
            style={partStyle(guideFrame(size, shape))}
          />
        )}
      </div>
      <p role="status" class="finder-hint">
        {props.hasFailed
          ? cameraText.notTaken
          : isReady
            ? hint
            : cameraText.starting}
      </p>
      <Button kind="primary" buttonRef={shutter} onPress={() => void shoot()}>
        {cameraText.shoot}
      </Button>
      <div class="buttons">
        <TorchButton stream={stream} />
        <FileButton camera accept="image/*" onFile={props.onFile}>
          {cameraText.systemCamera}
        </FileButton>
      </div>
      <p class="hint">{cameraText.staysHere}</p>
    </div>
  );
}

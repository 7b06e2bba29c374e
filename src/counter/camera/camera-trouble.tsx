import { useEffect, useRef } from 'preact/hooks';
import { cameraText } from '../../text/camera.ts';
import { Button } from '../../ui/button/button.tsx';
import { FileButton } from '../frame/file-button.tsx';
import type { Trouble } from './use-stream.ts';

const text = cameraText.trouble;

type CameraTroubleProps = {
  why: Trouble;
  onRetry: () => void;
  onFile: (file: File) => void;
  onPostpone?: (() => void) | undefined;
};

/** Why there is no camera, what to do about it here, and what else there is. */
export function CameraTrouble(props: CameraTroubleProps) {
  const { why } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div class="stack">
      <h3 tabIndex={-1} ref={title}>
        {text.title}
      </h3>
      <p role="alert">{text[why]}</p>
      {why === 'denied' && (
        <ol class="camera-steps">
          {stepsHere().map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <Button kind="primary" onPress={props.onRetry}>
        {text.retry}
      </Button>
      <div class="buttons">
        <FileButton camera accept="image/*" onFile={props.onFile}>
          {cameraText.systemCamera}
        </FileButton>
        <FileButton accept="image/*" onFile={props.onFile}>
          {text.chooseFile}
        </FileButton>
        {props.onPostpone && (
          <Button onPress={props.onPostpone}>{text.postpone}</Button>
        )}
      </div>
      <p class="hint">{text.nothingLost}</p>
    </div>
  );
}

/** In this browser's words; installed on the home screen it has no address bar. */
function stepsHere(): readonly string[] {
  if (matchMedia('(display-mode: standalone)').matches) return text.installed;
  return navigator.userAgent.includes('Firefox/')
    ? text.firefox
    : text.chromium;
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type {
  Cut,
  PictureFault,
  PictureLook,
} from '../../device/device-api.ts';
import { turnRight } from '../../domain/pictures/cut.ts';
import { cameraText } from '../../text/camera.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { FileButton } from '../frame/file-button.tsx';
import { Crop } from './crop.tsx';
import { CutPicture } from './cut-picture.tsx';

type ReviewProps = {
  name: string;
  question: string;
  /** What is still to be taken after it. */
  still: string | undefined;
  look: PictureLook;
  /** What hinders reading it, if anything does. */
  fault: PictureFault | null;
  cut: Cut;
  onCut: (cut: Cut) => void;
  onUse: () => void;
  /** Of a shot: drops it; keeps it and goes on. */
  onAgain?: () => void;
  onAnother?: (() => void) | undefined;
  /** Of a file: another in its place. */
  onOther?: (file: File) => void;
};

/** The picture as it will be kept, and one question. */
export function Review(props: ReviewProps) {
  const { name, look, cut, onCut, onAgain, onAnother, onOther } = props;
  const [isCropping, setCropping] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isCropping) heading.current?.focus();
  }, [isCropping, look]);
  useEffect(() => () => look.view.close(), [look]);
  if (isCropping) {
    return (
      <Crop
        name={name}
        view={look.view}
        cut={cut}
        onCut={onCut}
        onDone={() => setCropping(false)}
      />
    );
  }
  return (
    <div class="stack-tight" onKeyDown={pressing(props.onUse)}>
      <CutPicture view={look.view} cut={cut} name={name} />
      <div class="camera-answer stack-tight">
        <h3 tabIndex={-1} ref={heading}>
          {props.question}
        </h3>
        {props.still !== undefined && <p>{props.still}</p>}
        {props.fault !== null && (
          <Notice tone="wait" icon="triangle" announced="polite">
            <p>{cameraText.faults[props.fault]}</p>
          </Notice>
        )}
        <Button kind="primary" onPress={props.onUse}>
          {cameraText.use}
        </Button>
      </div>
      <div class="buttons">
        {onAnother && <Button onPress={onAnother}>{cameraText.another}</Button>}
        {onAgain && <Button onPress={onAgain}>{cameraText.again}</Button>}
        {onOther && (
          <FileButton accept="image/*" onFile={onOther}>
            {cameraText.otherFile}
          </FileButton>
        )}
        <Button onPress={() => onCut(turnRight(cut))}>{cameraText.turn}</Button>
        <Button onPress={() => setCropping(true)}>{cameraText.crop}</Button>
      </div>
    </div>
  );
}

/** Ctrl+Enter is the primary act, as on every page. */
function pressing(act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    act();
  };
}

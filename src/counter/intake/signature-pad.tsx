import type Pad from 'signature_pad';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageView } from '../../device/device-api.ts';
import { isFingerprint } from '../../domain/cases/papers.ts';
import { signText } from '../../text/intake.ts';
import { Button } from '../../ui/button/button.tsx';
import { errorId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { encodeSignature } from './encode-signature.ts';
import { MaterialImage } from './material-image.tsx';

type SignaturePadProps = {
  /** Of the element, where a page has more than one. */
  id?: string;
  /** Whose signature, and under what. */
  name?: string;
  /** A signature kept from before; shown until it is written anew. */
  page: PageView | null;
  error: string | undefined;
  /** A PNG after each stroke, while it is still being made; null: wiped. */
  onDrawn: (png: Promise<Blob | null>) => void;
  /** Beside the button that wipes it: other ways to sign. */
  children?: ComponentChildren;
};

/** Ink as a pen writes, in CSS pixels. */
const INK = { minWidth: 1.5, maxWidth: 3 };

/** Where the resident signs, with a finger, a pen or a mouse. */
export function SignaturePad(props: SignaturePadProps) {
  const { page, error, onDrawn, id = 'signature-pad' } = props;
  const { name = signText.pad } = props;
  const isOnly = name === signText.pad;
  // A kept signature is shown as a picture; strokes of this visit stay strokes.
  const [isKept, setKept] = useState(page !== null);
  const [hasInk, setInk] = useState(false);
  const print = page !== null && isFingerprint(page) ? page.sha256 : undefined;
  // Photographed, it takes the place of what was drawn.
  useEffect(() => {
    if (print !== undefined) setKept(true);
  }, [print]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad | null>(null);
  const latest = useRef(onDrawn);
  latest.current = onDrawn;

  useEffect(() => {
    const element = canvas.current;
    if (isKept || element === null) return undefined;
    let isOver = false;
    let stop = () => {};
    const begin = async () => {
      const { default: SignaturePad } = await import('signature_pad');
      if (isOver) return;
      const made = new SignaturePad(element, INK);
      pad.current = made;
      const observer = new ResizeObserver(() => fit(element, made));
      observer.observe(element);
      made.addEventListener('beginStroke', () => setInk(true));
      made.addEventListener('endStroke', () => {
        latest.current(encodeSignature(element));
      });
      stop = () => {
        observer.disconnect();
        made.off();
      };
    };
    void begin();
    return () => {
      isOver = true;
      stop();
    };
  }, [isKept]);

  const said = hasInk ? signText.signed : signText.padHint;
  const wipe = () => {
    pad.current?.clear();
    setInk(false);
    setKept(false);
    onDrawn(Promise.resolve(null));
  };
  return (
    <div class="field" id={id} tabIndex={-1}>
      {error !== undefined && (
        <p class="tick-error" id={errorId(id)}>
          <Icon name="octagon" />
          {error}
        </p>
      )}
      {isOnly ? (
        <h2 class="field-label">{name}</h2>
      ) : (
        <h3 class="field-label">{name}</h3>
      )}
      <div
        class={error === undefined ? 'signature' : 'signature signature-wrong'}
      >
        {isKept && page !== null ? (
          <MaterialImage page={page} name={name} />
        ) : (
          <>
            <canvas
              ref={canvas}
              role="img"
              aria-label={isOnly ? said : `${name} ${said}`}
            />
            {!hasInk && (
              <span class="signature-hint" aria-hidden="true">
                {signText.padHint}
              </span>
            )}
          </>
        )}
      </div>
      <div class="buttons">
        <Button
          {...(!isOnly && { label: `${signText.again} ${name}` })}
          onPress={wipe}
        >
          {signText.again}
        </Button>
        {props.children}
      </div>
    </div>
  );
}

/**
 * Fits the drawing to the element, sharp on dense screens. Turning the device
 * keeps the strokes: they are drawn again, made smaller where they would not fit.
 */
function fit(canvas: HTMLCanvasElement, pad: Pad): void {
  const strokes = pad.toData();
  const ratio = Math.max(1, window.devicePixelRatio || 1);
  const width = canvas.offsetWidth;
  const height = canvas.offsetHeight;
  if (width === 0 || height === 0) return;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.getContext('2d')?.scale(ratio, ratio);
  pad.clear();
  const right = Math.max(
    0,
    ...strokes.flatMap(({ points }) => points.map(({ x }) => x)),
  );
  const shrink = right > width ? width / right : 1;
  pad.fromData(
    strokes.map((stroke) => ({
      ...stroke,
      points: stroke.points.map((point) => ({
        ...point,
        x: point.x * shrink,
        y: point.y * shrink,
      })),
    })),
  );
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageView } from '../../device/device-api.ts';
import { isFingerprint } from '../../domain/cases/papers.ts';
import { signText } from '../../text/intake.ts';
import { Button } from '../../ui/button/button.tsx';
import { errorId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { encodeSignature } from './encode-signature.ts';
import { startInk, type InkPad } from './ink-pad.ts';
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
  const pad = useRef<InkPad | null>(null);
  const latest = useRef(onDrawn);
  latest.current = onDrawn;

  useEffect(() => {
    const element = canvas.current;
    if (isKept || element === null) return undefined;
    const made = startInk(element, {
      onBegin: () => setInk(true),
      onEnd: () => latest.current(encodeSignature(element)),
    });
    pad.current = made;
    return made.stop;
  }, [isKept]);

  const said = hasInk ? signText.signed : signText.padHint;
  const wipe = () => {
    pad.current?.wipe();
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

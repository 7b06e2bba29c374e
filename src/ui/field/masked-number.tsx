import { useEffect, useState } from 'preact/hooks';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';

/** A number is whole for ten seconds: long enough to compare, short enough for who stands behind. */
const SHOWN_MS = 10_000;

type MaskedNumberProps = {
  masked: string;
  whole: string;
  /** Name of the field, for the button's label. */
  label: string;
};

/** A number covered until asked for, and covered again by itself. */
export function MaskedNumber({ masked, whole, label }: MaskedNumberProps) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  const act = isShown ? fieldText.hide : fieldText.show;
  return (
    <span class="row">
      <span>
        {isShown ? (
          whole
        ) : (
          // In large text the line breaks before the last four, never inside them.
          <>
            {masked.slice(0, -4)}
            <wbr />
            <span class="nowrap">{masked.slice(-4)}</span>
          </>
        )}
      </span>
      <Button
        kind="plain"
        label={`${act} ${label}`}
        pressed={isShown}
        onPress={() => setShown(!isShown)}
      >
        {act}
      </Button>
    </span>
  );
}

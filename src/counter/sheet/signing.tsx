import type { PageView } from '../../device/device-api.ts';
import { dayInSentence } from '../../text/common.ts';
import { sheetText } from '../../text/sheet.ts';
import { MaterialImage } from '../intake/material-image.tsx';

type SigningProps = {
  /** Who signs, in the words of the sheet. */
  label: string;
  /** What was signed on the screen; null: a line to sign by hand. */
  page?: PageView | null | undefined;
  /** Day of it; absent: a line to write it. */
  day?: string | undefined;
};

/** One signature with its day: the picture of it, or lines for a pen. */
export function Signing({ label, page = null, day }: SigningProps) {
  const isOnPaper = page === null;
  return (
    <p class="sheet-signing">
      {label}{' '}
      {isOnPaper ? (
        `${sheetText.line}${sheetText.fingerprint}`
      ) : page.state === 'released' || page.state === 'damaged' ? (
        sheetText.signatureSent
      ) : (
        <MaterialImage page={page} name={label} />
      )}
      {'　'}
      {sheetText.date}{' '}
      {day === undefined || isOnPaper
        ? sheetText.dateLine
        : dayInSentence(day, { withYear: true })}
    </p>
  );
}

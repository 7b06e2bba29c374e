import type { DraftView } from '../../device/device-api.ts';
import { signText } from '../../text/intake.ts';
import type { SummarisedError } from '../../ui/error-summary/error-summary.tsx';
import { inputId } from '../../ui/field/field-id.ts';

export const PAD = 'signature-pad';
export const WITNESS_PAD = 'witness-pad';
export const WITNESS_NAME = 'witnessName';

/** What is missing under the application, in the order of the page. */
export function signatureErrors({
  signature,
  witness,
}: Pick<DraftView, 'signature' | 'witness'>): SummarisedError[] {
  if (witness === null)
    return signature === null
      ? [{ elementId: PAD, message: signText.empty }]
      : [];
  return [
    ...(witness.name === ''
      ? [{ elementId: inputId(WITNESS_NAME), message: signText.noWitness }]
      : []),
    ...(witness.signature === null
      ? [{ elementId: WITNESS_PAD, message: signText.witnessEmpty }]
      : []),
  ];
}

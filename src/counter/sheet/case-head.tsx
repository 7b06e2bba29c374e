import type { ComponentChildren } from 'preact';
import type { ReceiptView } from '../../device/device-api.ts';
import { groupCaseNumber } from '../../text/common.ts';
import { printText } from '../../text/print.ts';
import { Qr } from '../../ui/qr/qr.tsx';

type CaseHeadProps = {
  receipt: Pick<ReceiptView, 'number' | 'queryCode' | 'qr'>;
  /** What this sheet says before the number. */
  children: ComponentChildren;
};

/** Which case a sheet belongs to: number, query code, and the signed receipt as code. */
export function CaseHead({ receipt, children }: CaseHeadProps) {
  const { head, lastNine } = groupCaseNumber(receipt.number);
  return (
    <div class="sheet-head">
      <div>
        {children}
        <p>
          {printText.number} {head}
        </p>
        <p class="sheet-number">{lastNine}</p>
        <p>
          {printText.queryCode} <strong>{receipt.queryCode}</strong>
        </p>
      </div>
      <Qr content={receipt.qr} />
    </div>
  );
}

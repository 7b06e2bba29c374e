// receipts.*: seldom needed, so loaded when it is.
import type { DeviceApi } from '../device-api.ts';
import type { CallContext } from './call-context.ts';

export function receiptCalls(context: CallContext): DeviceApi['receipts'] {
  return {
    check: async (text) => {
      const { checkReceipt } = await import('../receipts/check-receipt.ts');
      return checkReceipt(context, text);
    },
  };
}

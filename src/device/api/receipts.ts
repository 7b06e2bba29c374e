// Receipts of other devices, told genuine from false without a network.

export type ReceiptCheck =
  | {
      verdict: 'genuine';
      number: string;
      /** 12 digits, whose station gave it. */
      stationCode: string;
      /** null: a matter that the present catalogue does not have. */
      matterName: string | null;
      /** ISO 8601, by the clock of the device that gave it. */
      takenInAt: string;
    }
  | {
      /** It may be genuine; this device cannot tell. */
      verdict: 'unverified';
      why: 'noDirectory' | 'unknownDevice' | 'otherNumber';
      /** ISO 8601, when the directory here was signed. */
      directoryOf: string | null;
    }
  | {
      verdict: 'notGenuine';
      /**
       * No key of the device that it names has signed it; the key had left that
       * device; device or clerk had no access any more, since `endedAt`.
       */
      why: 'signature' | 'keyLeft' | 'ended';
      endedAt: string | null;
    }
  /** The code of something else; `isNumber`: a receipt number, which proves nothing. */
  | { verdict: 'noReceipt'; isNumber: boolean };

export interface ReceiptCalls {
  /** Text of a receipt's QR, as a camera reads it or somebody types it. */
  check(text: string): Promise<ReceiptCheck>;
}

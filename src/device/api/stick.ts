// The queue as a file, and the answer that comes back as one.
import type { Outcome } from '../../protocol/error-code.ts';

/** What waits and would go onto a stick. */
export type StickPlan = {
  planId: string;
  /** Cases that the operations belong to. */
  cases: number;
  operations: number;
  textBytes: number;
  /** All that wait, whether or not they are to go. */
  photographs: { count: number; bytes: number };
  /** One file each. */
  parts: { part: number; bytes: number; materials: number }[];
};

/** What the county's answer on a stick changed here. */
export type StickReplyRead = {
  applied: number;
  held: number;
  refused: number;
  materials: number;
  /** Pages of notices: shown at once, or kept until a clerk unlocks. */
  notices: 'none' | 'shown' | 'kept';
  /** A part of it was missing; what was whole was taken. */
  torn: boolean;
};

export interface StickCalls {
  /**
   * Works while locked. `partBytes`: no file larger than that; null: one file.
   * `nothingToExport`; `notEnrolled`, as all calls here: there is no device, as in
   * the place of a store that was taken away.
   */
  plan(choice: {
    photographs: boolean;
    partBytes: number | null;
  }): Promise<Outcome<StickPlan>>;
  /**
   * Writes one part of the last plan and gives its file, which stays readable
   * until the next plan. `storageFull`; `nothingToExport`: plan again.
   */
  write(
    planId: string,
    part: number,
    onBytes: (bytes: number) => void,
  ): Promise<Outcome<Blob>>;
  /** A person has seen the files where they were to go. */
  confirm(planId: string): Promise<Outcome<null>>;
  /** `fileForeign`: not for this device; `fileTorn`: nothing in it is whole. */
  readReply(file: Blob): Promise<Outcome<StickReplyRead>>;
}

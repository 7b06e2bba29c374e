// Whether the device works, and what a technician asks for.
import type { Outcome } from '../../protocol/error-code.ts';
import type { Watch } from './watch.ts';

/** Whether everything that a case needs works here. */
export type SelfCheck = {
  /** ISO 8601, wall clock. */
  at: string;
  /** What did not work; none: all did. */
  failed: ('store' | 'photograph' | 'sign' | 'print')[];
};

export type HealthView = {
  /** null: never done. */
  selfCheck: SelfCheck | null;
  /**
   * The county has a copy of the keys that rows are sealed under, for its
   * custodians to open when a secret is forgotten.
   */
  isRecoverable: boolean;
};

/** What a technician asks for: counts, codes, versions and times, and no person. */
export type Diagnostics = Record<string, unknown>;

export interface HealthCalls {
  watch: Watch<HealthView>;
  /** Tries everything that a case needs; `canPrint`: what the page has found. */
  check(page: { canPrint: boolean }): Promise<Outcome<SelfCheck>>;
  /** Works while locked. */
  diagnose(): Promise<Outcome<Diagnostics>>;
}

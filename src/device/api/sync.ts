// The link, and what the clerk chose for it.
import type { Outcome } from '../../protocol/error-code.ts';
import type { Watch } from './watch.ts';

/** Facts about the link; ui/strip chooses the words. */
export type SyncView = {
  link: 'unknown' | 'offline' | 'portal' | 'connected' | 'broken';
  running: boolean;
  sending: {
    phase: 'text' | 'materials';
    operationsLeft: number;
    bytesSent: number;
    bytesTotal: number;
    secondsLeft: number | null;
  } | null;
  lastContactAt: string | null;
  allDeliveredAt: string | null;
  nextAttemptAt: string | null;
  deviceRevoked: boolean;
  /** The county asks for a newer app: this one sends, and nothing is read. */
  appTooOld: boolean;
  /** Places of this device's chain that are neither here nor at the county. */
  lost: [from: number, to: number][];
  /** How far this device's clock runs ahead of the county's; null: never compared. */
  clockAheadMs: number | null;
  photographs: PhotographsView;
};

/** What the clerk chose for photographs. Text is never held back. */
export type PhotographsPolicy = {
  /** `goodLink`: they wait while the link is metered or thin. */
  photographs: 'always' | 'goodLink';
  /** On metered links, by the day in China; null: no bound. */
  dailyMegabytes: number | null;
};

export type PhotographsView = PhotographsPolicy & {
  /** Bytes that went over a metered link today. */
  spentToday: number;
  isMetered: boolean;
  /** Why they wait though there is a link; null: they do not. */
  waitingFor: 'goodLink' | 'budget' | null;
};

export interface SyncCalls {
  watch: Watch<SyncView>;
  /** Starts a round unless one runs; resolves when the round ended. */
  now(): Promise<void>;
  /** The same, and photographs go once whatever was chosen for them. */
  photographsNow(): Promise<void>;
  /** Kept for this device. `dailyMegabytes`: 1 or more, or null. */
  setPolicy(policy: PhotographsPolicy): Promise<Outcome<null>>;
}

import type { SelfCheck, StorageView } from '../../device/device-api.ts';
import { thisDeviceText } from '../../text/this-device.ts';
import type { Tone } from '../../ui/status-tag/status-look.ts';
import { isClockWrong } from '../frame/clock.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

/** Everything that the verdict is judged from. Times are ISO instants. */
export type DeviceFacts = {
  isRevoked: boolean;
  isDataLost: boolean;
  storage: Pick<StorageView, 'state' | 'photographsLeft'>;
  /** What the last self-check found bad. */
  failedChecks: SelfCheck['failed'];
  refused: number;
  damaged: number;
  unsent: number;
  lastContactAt: string | null;
  now: string;
  isBound: boolean;
  isPersisted: boolean;
  clockAheadMs: number | null;
  isUpdateWaiting: boolean;
};

export type Verdict = {
  tone: Tone;
  sentence: string;
  /** Where a person can do something about it. */
  at?: 'attention' | 'send';
};

/** As the strip warns of it. */
const SILENT_DAYS = 3;

/** The worst that holds; 「都正常」 only where nothing does. */
export function judgeDevice(facts: DeviceFacts): Verdict {
  const { worst, allWell } = thisDeviceText;
  const bad = (sentence: string): Verdict => ({ tone: 'bad', sentence });
  const wait = (sentence: string): Verdict => ({ tone: 'wait', sentence });
  const { storage, failedChecks, refused, damaged, clockAheadMs } = facts;
  if (facts.isRevoked) return bad(worst.revoked);
  if (facts.isDataLost) return { ...bad(worst.dataLost), at: 'send' };
  if (storage.state === 'full')
    return { ...bad(worst.storageFull), at: 'send' };
  if (failedChecks.length > 0) return bad(worst.selfCheck(failedChecks));
  if (refused > 0) return { ...bad(worst.refused(refused)), at: 'attention' };
  if (damaged > 0) return { ...bad(worst.damaged(damaged)), at: 'send' };
  if (storage.state === 'low')
    return wait(worst.storageLow(storage.photographsLeft));
  const days = silentDays(facts);
  if (facts.unsent > 0 && days >= SILENT_DAYS)
    return {
      tone: 'warn',
      sentence: worst.silent(days, facts.unsent),
      at: 'send',
    };
  if (!facts.isBound) return wait(worst.unbound);
  if (!facts.isPersisted) return wait(worst.notPersisted);
  if (isClockWrong(clockAheadMs)) return wait(worst.clockWrong(clockAheadMs));
  if (facts.isUpdateWaiting)
    return { tone: 'info', sentence: worst.updateWaiting };
  return { tone: 'ok', sentence: allWell };
}

function silentDays({ lastContactAt, now }: DeviceFacts): number {
  if (lastContactAt === null) return 0;
  return Math.floor((Date.parse(now) - Date.parse(lastContactAt)) / DAY_MS);
}

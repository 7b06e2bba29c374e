import type { StripFacts } from '../../ui/strip/strip-line.ts';
import { deviceState, outbox, storage, sync } from '../device.ts';
import { saveState } from '../intake/draft-saver.ts';
import { update } from '../update.ts';
import { isClockWrong, now } from './clock.ts';

/** Everything the strip is judged from, as the device last said it. */
export function stripFacts({ inDraft }: { inDraft: boolean }): StripFacts {
  const { unsent, attention, damaged } = outbox.value ?? {};
  const view = sync.value;
  return {
    locked: (deviceState.value?.clerk ?? null) === null,
    link: view?.link ?? 'unknown',
    sending: view?.sending ?? null,
    unsent: {
      cases: unsent?.cases ?? 0,
      materials: unsent?.materials ?? 0,
      materialBytes: unsent?.materialBytes ?? 0,
    },
    lastContactAt: view?.lastContactAt ?? null,
    now: now.value,
    refused: attention?.length ?? 0,
    damaged: damaged?.length ?? 0,
    allDeliveredAt: view?.allDeliveredAt ?? null,
    draft: inDraft ? (saveState.value ?? null) : null,
    deviceRevoked:
      view?.deviceRevoked === true ||
      (deviceState.value?.access.device ?? 'active') !== 'active',
    appTooOld: view?.appTooOld ?? false,
    dataLost: (view?.lost.length ?? 0) > 0,
    updateWaiting: update.value !== 'none',
    retry: retryOf(view),
    storage: storage.value?.state ?? 'ok',
    clockWrong: isClockWrong(view?.clockAheadMs ?? null),
  };
}

function retryOf(
  view: typeof sync.value,
): NonNullable<StripFacts['retry']> | null {
  const { nextAttemptAt = null, sending = null } = view ?? {};
  if (nextAttemptAt === null) return null;
  const waitMs = Date.parse(nextAttemptAt) - Date.parse(now.value);
  return {
    inSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    bytesSent: sending?.bytesSent ?? 0,
  };
}

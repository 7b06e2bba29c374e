// What stands in the place of a case's items that were let go: all of its events
// as they are now, or that this audience has it no longer.
import { foldCase } from '../../domain/cases/fold-case.ts';
import type { PlatformContext } from '../context.ts';
import { readEventsFor } from '../database/queries/events.ts';
import type { LetGoRow } from '../database/queries/feed.ts';
import { retentionOf, STUB_DAYS } from '../retention/periods.ts';
import { DAY_MS } from '../../domain/calendar/day-ms.ts';

type Snapshot =
  | { kind: 'snapshot'; body: { events: unknown[] } }
  | { kind: 'left'; body: Record<string, never> };

/**
 * `left` also for a case that ended so long ago that a device may keep neither its
 * text nor its line: nothing personal goes out for nobody to read.
 */
export async function makeSnapshot(
  { sql, config, clock }: Pick<PlatformContext, 'sql' | 'config' | 'clock'>,
  { audience, caseId }: Pick<LetGoRow, 'audience' | 'caseId'>,
): Promise<Snapshot> {
  const events = await readEventsFor(sql, {
    county: config.county,
    caseId,
    audience,
  });
  if (events.length === 0) return { kind: 'left', body: {} };
  const { endedAt } = foldCase(events);
  const days = retentionOf(config).readableDays + STUB_DAYS;
  const isPast =
    endedAt !== null && clock().getTime() - Date.parse(endedAt) > days * DAY_MS;
  return isPast
    ? { kind: 'left', body: {} }
    : { kind: 'snapshot', body: { events } };
}

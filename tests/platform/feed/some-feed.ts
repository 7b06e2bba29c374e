// Cases whose feed grows old: what happens to them, and a reader who pulls it.
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import type { FeedItem, FeedPage } from '../../../src/protocol/feed.ts';
import type { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, type TestPlatform } from '../../support/test-platform.ts';

export const STATION = '422825201237';
export const OTHER = '422825102206';
export const CONTACT: EventBody = {
  kind: 'contactUpdated',
  fields: ['applicantPhone'],
};

export async function aCase(device: TestDevice): Promise<string> {
  const envelope = await device.make(device.submitOperation());
  const { body } = await device.push(envelope);
  if (body.results[0]?.result !== 'applied') throw new Error('not applied');
  return envelope.caseId ?? '';
}

/** At the platform's present time. */
export async function happen(
  { context }: TestPlatform,
  caseId: string,
  body: EventBody = CONTACT,
): Promise<void> {
  await transact(context.sql, async (work) => {
    await recordEvent(work, {
      county: COUNTY,
      caseId,
      by: { kind: 'platform', id: 'platform', name: '' },
      at: context.clock().toISOString(),
      body,
    });
  });
}

export type Reader = { pos: number; mac: string | null; items: FeedItem[] };

/** As a device pulls: page after page, and from the beginning when it must. */
export async function pull(
  device: TestDevice,
  reader: Reader,
  maxBytes = 256 * 1024,
): Promise<{ expired: number }> {
  const audience = `station:${device.stationCode}`;
  let expired = 0;
  for (;;) {
    const { status, body } = await device.get<FeedPage>(
      `/api/v1/feed?cursor=${audience}:${reader.pos}&maxBytes=${maxBytes}`,
    );
    if (status === 410) {
      expired += 1;
      reader.pos = 0;
      continue;
    }
    reader.items.push(...body.items);
    reader.pos = body.next[0]?.pos ?? reader.pos;
    reader.mac = body.items.at(-1)?.mac ?? reader.mac;
    if (!body.more) return { expired };
  }
}

export const aReader = (): Reader => ({ pos: 0, mac: null, items: [] });

/** Cases and how many events each has, as a device would hold them now. */
export function held(items: readonly FeedItem[]): Record<string, number[]> {
  const cases = new Map<string, Set<number>>();
  for (const item of items) {
    if (item.caseId === null || item.kind === 'control') continue;
    const events = cases.get(item.caseId) ?? new Set<number>();
    if (item.kind === 'left') cases.delete(item.caseId);
    else {
      const told = item.kind === 'event' ? [item.body] : item.body.events;
      for (const { n } of told) events.add(n);
      cases.set(item.caseId, events);
    }
  }
  return Object.fromEntries(
    [...cases].map(([id, events]) => [id, [...events].sort((a, b) => a - b)]),
  );
}

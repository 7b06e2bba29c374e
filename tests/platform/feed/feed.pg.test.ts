import { expect, test } from 'vitest';
import type { Database } from '../../../src/platform/database/connect.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { readFeed } from '../../../src/platform/feed/read-feed.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import type { FeedItem, FeedPage } from '../../../src/protocol/feed.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { sql } = platform.context;
const STATION = '422825201237';
const AUDIENCE = `station:${STATION}`;
const device = await TestDevice.ready(platform, STATION);

async function someCases(count: number): Promise<string[]> {
  const envelopes = [];
  for (let i = 0; i < count; i += 1)
    envelopes.push(await device.make(device.submitOperation()));
  await device.push(...envelopes);
  return envelopes.map(({ caseId }) => caseId ?? '');
}

async function contact(
  caseId: string,
  before: (tx: Database) => Promise<void>,
) {
  await transact(sql, async (work) => {
    await recordEvent(work, {
      county: COUNTY,
      caseId,
      by: { kind: 'platform', id: 'platform', name: '' },
      at: new Date().toISOString(),
      body: { kind: 'contactUpdated', fields: ['applicantPhone'] },
    });
    await before(work.tx);
  });
}

async function pullAll(maxBytes: number): Promise<FeedPage[]> {
  const pages: FeedPage[] = [];
  let pos = 0;
  for (;;) {
    const { body } = await device.get<FeedPage>(
      `/api/v1/feed?cursor=${AUDIENCE}:${pos}&maxBytes=${maxBytes}`,
    );
    pages.push(body);
    // So a device knows the answer to another question.
    if (body.items.length > 0) expect(body.after).toEqual([pos]);
    pos = body.next[0]?.pos ?? pos;
    if (!body.more) return pages;
  }
}

test('while twenty transactions commit in any order, a reader skips nothing and sees no gap', async () => {
  const cases = await someCases(20);
  const seen: number[] = [];
  let isDone = false;
  const reader = (async () => {
    let pos = 0;
    for (let last = false; ; last = isDone) {
      const page = await readFeed(platform.context, {
        cursors: [{ audience: AUDIENCE, pos }],
        maxBytes: 4096,
        epoch: 'e',
      });
      if (!page.ok) throw new Error(page.code);
      for (const item of page.value.items) seen.push(item.pos);
      pos = page.value.next[0]?.pos ?? pos;
      if (last && !page.value.more) return;
    }
  })();
  // Each transaction stays open a different number of round trips before it
  // commits, so that they would finish in another order than they began.
  await Promise.all(
    cases.map(async (caseId, index) => {
      await contact(caseId, async (tx) => {
        for (let i = 0; i < (index * 7) % 20; i += 1) await tx`SELECT 1`;
      });
    }),
  );
  isDone = true;
  await reader;
  expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

test('pages are bounded by bytes and join into the whole', async () => {
  const whole = await pullAll(256 * 1024);
  expect(whole).toHaveLength(1);
  const pages = await pullAll(2000);
  expect(pages.length).toBeGreaterThan(5);
  for (const { items } of pages)
    expect(items.length === 1 || JSON.stringify(items).length <= 2100).toBe(
      true,
    );
  expect(pages.flatMap(({ items }) => items)).toEqual(whole[0]?.items);
});

test('the MAC of an item depends on its place, its content and the epoch', async () => {
  const read = async (epoch: string): Promise<FeedItem[]> => {
    const page = await readFeed(platform.context, {
      cursors: [{ audience: AUDIENCE, pos: 0 }],
      maxBytes: 4096,
      epoch,
    });
    return page.ok ? page.value.items : [];
  };
  const one = await read('one');
  expect(await read('one')).toEqual(one);
  expect((await read('two'))[0]?.mac).not.toBe(one[0]?.mac);
  expect(new Set(one.map(({ mac }) => mac)).size).toBe(one.length);
});

test('a device gets nothing of another audience, and no page beyond the end', async () => {
  const get = async (cursor: string) =>
    (await device.get<unknown>(`/api/v1/feed?cursor=${cursor}`)).status;
  expect(await get('station:422825102206:0')).toBe(403);
  expect(await get('township:422825201:0')).toBe(403);
  expect(await get(`${AUDIENCE}:0,township:422825201:0`)).toBe(403);
  expect(await get('nonsense')).toBe(400);
  expect(await get(`${AUDIENCE}:4000`)).toBe(410);
});

// @vitest-environment node
import { expect, it } from 'vitest';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import { Oracle } from '../oracle/oracle.ts';
import { Lane } from '../scheduler/scheduler.ts';
import { DATABASE, Disk } from '../world/disk.ts';
import { COUNTY } from '../world/places.ts';

import type { World } from '../world/world.ts';
import { isAtRest, unsettled } from './settled.ts';

const NAME = 'device 1';
const BOUND_AT = '2026-03-02T08:00:05.000Z';
const RESTORED_AT_MS = Date.parse('2026-03-02T08:00:00.000Z');

/** A device that a restored county has bound again: all it had done is called settled. */
function boundAgain() {
  const oracle = new Oracle(() => ({
    ms: Date.parse(BOUND_AT),
    restores: 1,
  }));
  const county = { lastHeardAt: BOUND_AT, nonce: 'of before' };
  const meta = [
    { name: 'enrolment', value: { state: 'bound' } },
    { name: 'county', value: county },
  ];
  const world = {
    plan: { profiles: [{}] },
    oracle,
    county: {
      restoredAtMs: RESTORED_AT_MS,
      store: { table: () => new Map() },
    },
    profiles: [
      {
        name: NAME,
        station: '422825102206',
        disk: { rows: (store: string) => (store === 'meta' ? meta : []) },
      },
    ],
  } as unknown as World;
  return { oracle, county, world };
}

it('waits until the device has heard what a restored county lacks, and not only been answered', () => {
  const { oracle, county, world } = boundAgain();
  const waiting = [`${NAME}: has had no session with the restored county`];
  expect(unsettled(world)).toEqual(waiting);
  oracle.tapOf(NAME).answered(
    {
      method: 'POST',
      path: '/api/v1/session',
      headers: [],
      body: new Uint8Array(),
    },
    {
      status: 200,
      headers: [],
      body: new TextEncoder().encode(JSON.stringify({ nonce: 'of now' })),
    },
  );
  expect(unsettled(world)).toEqual(waiting);
  county.nonce = 'of now';
  expect(unsettled(world)).toEqual([]);
});

type Row = Pick<OutboxRow, 'id' | 'state' | 'result'>;

/** A device and its copy, which have both had a session with the restored county. */
function copiedWith(row: Row) {
  const oracle = new Oracle(() => ({ ms: RESTORED_AT_MS, restores: 1 }));
  const profiles = [NAME, `${NAME} copy`].map((name, i) => {
    oracle.lineOf(name).sessionsAtMs.set('of now', RESTORED_AT_MS);
    const stores: Record<string, unknown[]> = {
      meta: [
        { name: 'enrolment', value: { state: 'bound' } },
        { name: 'county', value: { lastHeardAt: BOUND_AT, nonce: 'of now' } },
      ],
      outbox: i === 0 ? [row] : [],
    };
    const disk = { rows: (store: string) => stores[store] ?? [] };
    return { name, station: '422825102206', disk };
  });
  const tables = {
    operations: new Map<string, unknown>(),
    unreadable: new Map<string, unknown>(),
  };
  const store = {
    table: (name: keyof typeof tables) => tables[name] ?? new Map(),
  };
  const county = { restores: 1, restoredAtMs: RESTORED_AT_MS, store };
  const plan = { profiles: [{}] };
  const world = { plan, oracle, county, profiles } as unknown as World;
  return { county, tables, world };
}

it.each<Row>([
  { id: 'one', state: 'settled', result: 'applied' },
  { id: 'one', state: 'settled', result: 'refused' },
  { id: 'one', state: 'attention', result: 'refused' },
])(
  'waits for what a copy has taken the place of after a restore: $state, $result',
  (row) => {
    const { tables, world } = copiedWith(row);
    expect(unsettled(world)).toEqual([`${NAME}: one is to come back`]);
    tables.operations.set(`${COUNTY} one`, {});
    expect(unsettled(world)).toEqual([]);
  },
);

it('waits for no more than a copy of what was refused, and without a restore for none', () => {
  const row = { id: 'one', state: 'attention', result: 'refused' } as const;
  const { county, tables, world } = copiedWith(row);
  tables.unreadable.set('one', { id: 'one' });
  expect(unsettled(world)).toEqual([]);
  tables.unreadable.clear();
  county.restores = 0;
  expect(unsettled(world)).toEqual([]);
});

it('waits until a session is kept, of which only the nonce is written so far', async () => {
  const { oracle, county, world } = boundAgain();
  oracle.lineOf(NAME).sessionsAtMs.set('of now', Date.parse(BOUND_AT));
  county.nonce = 'of now';
  expect(unsettled(world)).toEqual([]);
  const disk = new Disk(new Lane('disk'));
  const [profile] = world.profiles;
  Object.assign(profile ?? {}, { disk });
  const opening = disk.factory.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('meta', { keyPath: 'name' });
    opening.result.createObjectStore('outbox', { keyPath: 'id' });
  });
  await heard(opening, 'success');

  const transaction = opening.result.transaction(
    ['meta', 'outbox'],
    'readwrite',
  );
  const meta = transaction.objectStore('meta');
  meta.put({ name: 'enrolment', value: { state: 'bound' } });
  await heard(meta.put({ name: 'county', value: county }), 'success');
  expect(unsettled(world)).toEqual([]);
  expect(isAtRest(world)).toBe(false);
  transaction.objectStore('outbox').put({ id: 'one', state: 'pending' });
  await heard(transaction, 'complete');
  expect(unsettled(world)).toEqual([`${NAME}: operation one`]);
});

function heard(target: EventTarget, type: string): Promise<unknown> {
  return new Promise((resolve) => {
    target.addEventListener(type, resolve, { once: true });
  });
}

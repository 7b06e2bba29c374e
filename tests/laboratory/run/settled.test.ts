// @vitest-environment node
import { expect, it } from 'vitest';
import { Oracle } from '../oracle/oracle.ts';
import type { World } from '../world/world.ts';
import { unsettled } from './settled.ts';

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

// A county is put back to a release that does not know the leaner form, after devices
// have heard that it opens it.
import { expect, it } from 'vitest';
import { anEnrolledDevice, now, type Bench } from '../a-device.ts';
import { aCase } from './some-cases.ts';

const unsent = async ({ api }: Bench) =>
  (await now(api.outbox.watch)).unsent.operations;

async function aLeanCase(): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  await aCase(bench, 0);
  await bench.api.sync.now();
  bench.county.fault = undefined;
  return bench;
}

it('guarantee 8: what is sealed in the leaner form waits for a county that opens it again', async () => {
  const bench = await aLeanCase();
  const { api, county } = bench;
  county.opensLean = false;
  county.judge = ({ envelope: { id } }) => ({
    id,
    result: 'refused',
    code: 'badSignature',
  });
  await api.device.lock();
  for (let round = 0; round < 3; round += 1) await api.sync.now();
  expect(await unsent(bench)).toBe(1);
  county.opensLean = true;
  county.judge = ({ envelope: { id } }) => ({ id, result: 'applied' });
  await api.sync.now();
  expect(await unsent(bench)).toBe(0);
  const rows = await bench.device.store.db.outbox.toArray();
  expect(rows.map(({ result }) => result)).toEqual(['applied']);
});

it('a broken seal is refused by a county that opens the form', async () => {
  const bench = await aLeanCase();
  const { api, county } = bench;
  county.judge = ({ envelope: { id } }) => ({
    id,
    result: 'refused',
    code: 'badSignature',
  });
  await api.sync.now();
  const rows = await bench.device.store.db.outbox.toArray();
  expect(rows[0]).toMatchObject({ state: 'attention', code: 'badSignature' });
});

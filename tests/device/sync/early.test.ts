// Text goes beside the question for a session, and nothing that comes back is
// believed before the session is there.
import { expect, it } from 'vitest';
import { anEnrolledDevice, must, now, PIN, type Bench } from '../a-device.ts';
import { problem } from '../fake-county.ts';
import { aCase } from './some-cases.ts';

/** Cases that wait, with a county that has said that it takes them early. */
async function waitingCases(count: number): Promise<Bench> {
  const bench = await anEnrolledDevice();
  const { api, county } = bench;
  county.takesEarly = true;
  await api.device.lock();
  must(await api.device.unlock('clerk-1', PIN));
  await api.sync.now();
  county.fault = () => Promise.reject(new TypeError('no network'));
  for (let i = 0; i < count; i += 1) await aCase(bench, 0);
  // Locked and unlocked, it needs a session again.
  await api.device.lock();
  must(await api.device.unlock('clerk-1', PIN));
  county.fault = undefined;
  county.requests.length = 0;
  return bench;
}

const isOf = (request: Request, name: string) =>
  request.url.endsWith(`/${name}`);

const unsent = async ({ api }: Bench) =>
  (await now(api.outbox.watch)).unsent.operations;

it('text is at the county before the session is answered, and goes once', async () => {
  const bench = await waitingCases(4);
  const { county, api } = bench;
  let before = 0;
  let taken = () => {};
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve;
  });
  county.judge = ({ envelope }) => {
    taken();
    return { id: envelope.id, result: 'applied' };
  };
  county.fault = async (request) => {
    if (!isOf(request, 'session')) return undefined;
    await isTaken;
    before = county.operations.size;
    return undefined;
  };
  await api.sync.now();
  expect(before).toBeGreaterThan(0);
  expect(await unsent(bench)).toBe(0);
  expect(county.batchSizes.reduce((sum, size) => sum + size, 0)).toBe(
    county.operations.size,
  );
});

const restores = [
  { name: 'told of a restore', restored: { epoch: 'epoch-2', life: 'life-2' } },
  // Nothing that it brings proves it: the answers to its text are not read yet.
  { name: 'of a county restored unnoticed', restored: { life: 'life-2' } },
];

it.each(restores)(
  'guarantee 13: what was taken in before the session $name goes again',
  async ({ restored }) => {
    const bench = await waitingCases(4);
    const { county, api } = bench;
    let isRestored = false;
    county.fault = async (request) => {
      if (isRestored || !isOf(request, 'session')) return undefined;
      const { size } = county.operations;
      while (county.operations.size === size)
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
      // Of everything since the backup nothing is left.
      county.operations.clear();
      Object.assign(county, restored);
      isRestored = true;
      return undefined;
    };
    await api.sync.now();
    await api.sync.now();
    expect(await unsent(bench)).toBe(0);
    const ids = await bench.device.store.db.chain.toCollection().primaryKeys();
    expect(county.operations.size).toBe(ids.length);
  },
);

it('a county that takes it no more is sent the same in the session', async () => {
  const bench = await waitingCases(4);
  const { county, api } = bench;
  county.fault = (request) =>
    Promise.resolve(
      request.headers.get('authorization')?.startsWith('Proof ') === true
        ? problem(401, 'unauthorized')
        : undefined,
    );
  await api.sync.now();
  expect(await unsent(bench)).toBe(0);
});

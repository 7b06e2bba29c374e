import { describe, expect, it } from 'vitest';
import type { OperationBatch } from '../../../src/protocol/operations.ts';
import { now } from '../a-device.ts';
import { problem, readJson } from '../fake-county.ts';
import { someWaitingCases } from './some-cases.ts';

/** Three cases wait, and the county cannot read the second. */
async function oneUnreadable() {
  const bench = await someWaitingCases(3);
  const { county, device } = bench;
  const rows = await device.store.db.outbox.orderBy('seq').toArray();
  const bad = rows[1];
  if (bad === undefined) throw new Error('three cases');
  const failOnBad = async (request: Request) => {
    if (!request.url.endsWith('/operations')) return undefined;
    const { operations } = (await readJson(request)) as OperationBatch;
    return operations.some(({ id }) => id === bad.id)
      ? problem(400, 'badRequest')
      : undefined;
  };
  county.fault = failOnBad;
  return { ...bench, bad, failOnBad };
}

describe('an operation that the county never stored', () => {
  it('goes to the tray, and the county gets a copy once', async () => {
    const { api, county, bad } = await oneUnreadable();
    await api.sync.now();
    expect(county.copies).toMatchObject([
      { id: bad.id, seq: 2, sha256: bad.envelope.sha256, code: 'invalid' },
    ]);
    const [{ envelope } = { envelope: null }] = county.copies;
    expect(JSON.parse(envelope ?? '')).toEqual(bad.envelope);
    await api.sync.now();
    expect(county.copies).toHaveLength(1);
    // It stays whole in the tray.
    const { attention } = await now(api.outbox.watch);
    expect(attention).toMatchObject([{ operationId: bad.id }]);
  });

  it('whose copy does not pass either is told of without its text', async () => {
    const { api, county, bad, failOnBad } = await oneUnreadable();
    county.fault = async (request) => {
      if (!request.url.endsWith('/unreadable')) return failOnBad(request);
      const copy = (await readJson(request)) as { envelope: unknown };
      return copy.envelope === null
        ? undefined
        : problem(413, 'payloadTooLarge');
    };
    await api.sync.now();
    expect(county.copies).toMatchObject([{ id: bad.id, envelope: null }]);
  });

  it('waits to be told while the county does not answer, and holds up nothing', async () => {
    const { api, county, failOnBad } = await oneUnreadable();
    county.fault = (request) =>
      request.url.endsWith('/unreadable')
        ? Promise.resolve(problem(404, 'notFound'))
        : failOnBad(request);
    await api.sync.now();
    expect(county.requests.some((each) => each.endsWith('/feed'))).toBe(true);
    county.fault = failOnBad;
    await api.sync.now();
    await api.sync.now();
    expect(county.copies).toHaveLength(1);
  });
});

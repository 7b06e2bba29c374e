import { compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import type { OperationBatch } from '../../../src/protocol/operations.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import { anEnrolledDevice, must, nextRound, now } from '../a-device.ts';
import { problem, readJson } from '../fake-county.ts';
import { aCase, received, someWaitingCases } from './some-cases.ts';

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

  it('is told of again as often as a restore loses the copy, though no epoch begins', async () => {
    const { api, county, bad } = await oneUnreadable();
    await api.sync.now();
    for (let restores = 0; restores < 3; restores += 1) {
      county.copies.length = 0;
      await api.device.lock();
      await api.sync.now();
      await nextRound({ api });
      expect(county.copies).toMatchObject([{ id: bad.id }]);
    }
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

  it('that it had taken in all the same leaves the tray by its answer, and what followed it goes', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    const caseId = await aCase(bench, 0);
    must(
      await api.cases.act(caseId, {
        kind: 'updateContact',
        answers: { applicantPhone: '0718-0000002' },
      }),
    );
    const { db } = device.store;
    const [submit] = await db.outbox.orderBy('seq').toArray();
    if (submit === undefined) throw new Error('a case waits');
    // The answer is lost, and from then on a proxy lets the submit through no more.
    let isLost = false;
    county.fault = async (request) => {
      if (!request.url.endsWith('/operations')) return undefined;
      const { operations } = (await readJson(request)) as OperationBatch;
      if (!operations.some(({ id }) => id === submit.id)) return undefined;
      if (isLost) return problem(413, 'payloadTooLarge');
      isLost = true;
      const { envelope } = submit;
      const operation = await county.open(envelope);
      county.operations.set(submit.id, { envelope, operation });
      throw new TypeError('cut');
    };
    // The cut, the proxy and the copy, and what waits again after that.
    for (let i = 0; i < 3; i += 1) await api.sync.now();
    const { attention, settled } = await now(api.outbox.watch);
    expect(attention).toEqual([]);
    expect(settled.map(({ kind, result }) => [kind, result])).toEqual([
      ['updateContact', 'applied'],
      ['submit', 'applied'],
    ]);
    expect(county.copies.map(({ id }) => id)).toEqual([submit.id]);
    expect(
      [...county.operations.values()].map(({ operation }) => operation.kind),
    ).toEqual(['submit', 'updateContact']);
    // Nobody can mend what is not in the tray any more.
    expect(await api.outbox.sendAgain(submit.id)).toMatchObject({
      code: 'operationNotFound',
    });
  });

  it('that was taken back here, and had been taken in all the same, goes on there with its photographs', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    county.fault = () => Promise.reject(new TypeError('no network'));
    const caseId = await aCase(bench, 1);
    const [submit] = await device.store.db.outbox.toArray();
    if (submit === undefined) throw new Error('a case waits');
    // The answer was lost, and a proxy lets it through no more.
    const { envelope } = submit;
    const operation = await county.open(envelope);
    county.operations.set(submit.id, { envelope, operation });
    const proxy = (request: Request) =>
      Promise.resolve(
        request.url.endsWith('/operations')
          ? problem(413, 'payloadTooLarge')
          : undefined,
      );
    county.fault = async (request) =>
      request.url.endsWith('/unreadable')
        ? problem(503, 'unavailable')
        : proxy(request);
    await nextRound(bench);
    must(
      await api.outbox.takeBack(submit.id, {
        reason: 'applicantAsks',
        words: '本人不办了',
      }),
    );
    const view = () =>
      now<CaseView | null>((told) => api.cases.watchOne(caseId, told));
    expect((await view())?.display).toBe('withdrawn');
    county.say(caseId, {
      ...received,
      operationId: submit.id,
    } as EventBody);
    county.fault = proxy;
    await nextRound(bench);
    await nextRound(bench);
    // The clerk sees that it is there, and can withdraw it there.
    expect(await view()).toMatchObject({
      display: 'received',
      trouble: null,
      acts: expect.arrayContaining(['withdraw']) as unknown,
    });
    const materials = await device.store.db.materials
      .where({ caseId })
      .toArray();
    expect(materials.length).toBeGreaterThan(0);
    expect(materials.map(({ state }) => state)).toEqual(
      materials.map(() => 'sent'),
    );
    expect(county.uploads.size).toBe(materials.length);
  });

  it('that was mended here, and had been taken in all the same, says so of the mended one', async () => {
    const bench = await anEnrolledDevice();
    const { api, county } = bench;
    county.judge = ({ envelope }) => ({
      id: envelope.id,
      result: 'refused',
      code: 'invalid',
      paths: ['answers.remark'],
    });
    const caseId = await aCase(bench, 0);
    await nextRound(bench);
    const [row] = (await now(api.outbox.watch)).attention;
    const draftId = must(await api.outbox.repair(row?.operationId ?? ''));
    must(await api.drafts.submit(draftId));
    // As a county answers that has a case for the first one by now.
    county.judge = ({ envelope }) => ({
      id: envelope.id,
      result: 'held',
      code: 'notAllowedNow',
    });
    await nextRound(bench);
    const view = await now<CaseView | null>((told) =>
      api.cases.watchOne(caseId, told),
    );
    expect(view).toMatchObject({
      display: 'held',
      trouble: { code: 'notAllowedNow', isTwice: true },
    });
  });

  it('is told of even after a person has mended it or taken it back, then with his word', async () => {
    const { api, county, bad, device, failOnBad } = await oneUnreadable();
    county.fault = (request) =>
      request.url.endsWith('/unreadable')
        ? Promise.resolve(problem(503, 'unavailable'))
        : failOnBad(request);
    await api.sync.now();
    must(
      await api.outbox.takeBack(bad.id, {
        reason: 'applicantAsks',
        words: '本人不办了',
      }),
    );
    expect(county.copies).toEqual([]);
    county.fault = failOnBad;
    await api.sync.now();
    await api.sync.now();
    expect(county.copies).toMatchObject([{ id: bad.id }]);
    const clerk = (await device.store.db.clerks.toArray())[0];
    if (clerk === undefined) throw new Error('an enrolled clerk');
    const { payload } = await compactVerify(
      county.copies[0]?.takenBack ?? '',
      await importJWK({ ...clerk.authorPublic }, 'ES256'),
    );
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      operationId: bad.id,
      sha256: bad.envelope.sha256,
    });
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

// Fills a device's store with everything that a clerk may leave on it, for a
// fixture of this release's store. It runs inside a checkout of the release
// (keep-release.mjs), on that release's own code: keep to what its tests give.
import { writeFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import { stretch } from '../../src/device/vault/stretch.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  must,
  now,
  PIN,
} from '../device/a-device.ts';
import { saveCounty, saveStores } from './store-fixture.ts';

const NAME = 'service-point';

test('a store with something of everything', async () => {
  // The delivery key cannot be taken out of a real store: here it is kept.
  const generate = crypto.subtle.generateKey.bind(crypto.subtle);
  crypto.subtle.generateKey = ((
    how: EcKeyGenParams,
    _isExtractable: boolean,
    usages: KeyUsage[],
  ) => generate(how, true, usages)) as typeof crypto.subtle.generateKey;

  const indexedDB = new IDBFactory();
  const { api, county, device } = await anEnrolledDevice({
    indexedDB,
    databaseName: NAME,
    stretch,
  });
  const submit = async (name: string, photographs: number) =>
    must(
      await api.drafts.submit(await aFilledDraft(api, { name, photographs })),
    );
  const delivered = async (name: string, photographs = 1) => {
    const { caseId } = await submit(name, photographs);
    await api.sync.now();
    await api.sync.now();
    return caseId;
  };

  const corrected = await delivered('李示一', 2);
  county.say(corrected, {
    kind: 'correctionRequested',
    items: [
      {
        target: 'field',
        about: 'applicantPhone',
        reason: '电话少一位',
        fix: '请对着手机再看一遍',
      },
    ],
    dueOn: { date: '2026-12-09', provisional: false },
  });
  const ended = await delivered('李示二');
  county.say(ended, {
    kind: 'concludedRejected',
    reason: '不符合条件',
    remedy: '可以申请复核',
  });
  county.judge = ({ envelope }) => ({
    id: envelope.id,
    result: 'held',
    code: 'unprocessable',
  });
  await delivered('李示三');
  county.judge = ({ envelope }) => ({
    id: envelope.id,
    result: 'refused',
    code: 'invalid',
    paths: ['answers.applicantPhone'],
  });
  await delivered('李示四');
  county.judge = ({ envelope }) => ({ id: envelope.id, result: 'applied' });

  county.fault = () => Promise.reject(new TypeError('no network'));
  await submit('李示五', 0);
  await submit('李示六', 2);
  // A photograph whose bytes the browser has lost.
  const { caseId: torn } = await submit('李示七', 1);
  const [lost] = await device.store.db.materials
    .where({ caseId: torn })
    .primaryKeys();
  await device.store.db.materialBytes.delete(lost ?? '');
  must(await api.drafts.createAnswer(corrected));
  const open = await aFilledDraft(api, { name: '李示八', photographs: 1 });
  must(await api.drafts.addPhotograph(open, 'V02-M1', aPhotograph()));
  const left = must(await api.drafts.create('V14'));
  must(await api.drafts.saveAnswers(left, { applicantName: '李示九' }));
  const removed = await aFilledDraft(api, { name: '李示十', photographs: 1 });
  await api.drafts.remove(removed);

  const { unsent, attention, held } = await now(api.outbox.watch);
  const seen = {
    cases: (await now(api.cases.watch)).map(
      ({ caseId, number, applicantName, takenInAt, display }) => ({
        caseId,
        number,
        applicantName,
        takenInAt,
        display,
      }),
    ),
    drafts: (await now(api.drafts.watch)).map(
      ({ draftId, matterCode, applicantName, removedAt }) => ({
        draftId,
        matterCode,
        applicantName,
        isRemoved: removedAt !== null,
      }),
    ),
    unsent: { operations: unsent.operations, materials: unsent.materials },
    attention: attention.map(({ operationId }) => operationId),
    held: held.map(({ operationId }) => operationId),
  };
  expect(seen.cases).toHaveLength(7);
  const stores = await saveStores(indexedDB, NAME);
  await device.stop();
  const fixture = {
    release: process.env['RELEASE'],
    commit: process.env['COMMIT'],
    pin: PIN,
    seen,
    ...stores,
    county: await saveCounty(county),
  };
  writeFileSync(
    process.env['OUT'] ?? '',
    `${JSON.stringify(fixture, null, 1)}\n`,
  );
}, 120_000);

// The device's own code with the platform's: what is refused there is mended here.
import { expect, test } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import { readCitedMaterials } from '../../../src/platform/database/queries/case-materials.ts';
import type { ReceiptStatusAnswer } from '../../../src/protocol/receipts.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { aFilledDraft, aPhotograph, must, now, PIN } from '../a-device.ts';
import { aRealDevice, enrols } from '../a-real-device.ts';

const platform = await startTestPlatform();
const { context } = platform;
const { sql } = context;

async function aVillage() {
  const bench = await aRealDevice(platform);
  const clerk = { id: 'demo-clerk', name: '杨示梅' };
  await enrols(bench, platform, {
    secret: PIN,
    ticket: { stationCode: '422825201237', clerk, policy: 'pin' },
  });
  const goRound = async () => {
    await bench.api.sync.now();
    await bench.api.sync.now();
  };
  await goRound();
  const view = (caseId: string) =>
    now<CaseView | null>((told) => bench.api.cases.watchOne(caseId, told));
  return { ...bench, goRound, view };
}

async function askReceipt(qr: string): Promise<ReceiptStatusAnswer> {
  const response = await fetch(`${platform.address}/api/v1/receipts/status`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ receipt: qr.split('#')[1] }),
  });
  return (await response.json()) as ReceiptStatusAnswer;
}

test('guarantee 5: a case that the county refuses is mended into one case, and its printed receipt holds', async () => {
  const { api, goRound, view } = await aVillage();
  // A county that has left its demo takes no demo numbers.
  Object.assign(context.config, { demo: false });
  const { caseId, number } = must(
    await api.drafts.submit(await aFilledDraft(api)),
  );
  await goRound();
  const [row] = (await now(api.outbox.watch)).attention;
  expect(row).toMatchObject({ number, code: 'invalid', remedy: 'edit' });
  expect(row?.paths).toContain('answers.applicantIdNo');
  const qr = (await view(caseId))?.receipt.qr ?? '';
  expect(await askReceipt(qr)).toMatchObject({ genuine: true, arrived: false });

  Object.assign(context.config, { demo: true });
  const draftId = must(await api.outbox.repair(row?.operationId ?? ''));
  must(await api.drafts.saveAnswers(draftId, { remark: '改过' }));
  must(await api.drafts.submit(draftId));
  await goRound();
  const after = await view(caseId);
  expect(after).toMatchObject({
    number,
    trouble: null,
    display: 'received',
    answers: { remark: '改过' },
  });
  expect(after?.receipt.qr).toBe(qr);
  expect(
    await sql`SELECT case_id, number FROM cases WHERE number = ${number}`,
  ).toMatchObject([{ case_id: caseId, number }]);
  expect(await askReceipt(qr)).toMatchObject({
    genuine: true,
    arrived: true,
    number,
    status: { display: 'received' },
  });
});

test('guarantee 5: a photograph lost here and taken again is all that the county waits for', async () => {
  const { api, device, goRound, view } = await aVillage();
  const draftId = await aFilledDraft(api);
  const draft = must(await api.drafts.read(draftId));
  const paper = draft.papers.find(({ how }) => how === 'photo');
  const [page] = paper?.how === 'photo' ? paper.pages : [];
  const { caseId } = must(await api.drafts.submit(draftId));
  await device.store.db.materialBytes.delete(page?.sha256 ?? '');
  await goRound();
  const waiting = async () =>
    (await readCitedMaterials(sql, { county: COUNTY, caseId })).filter(
      ({ isComplete }) => !isComplete,
    ).length;
  expect(await waiting()).toBe(1);
  expect(await view(caseId)).toMatchObject({ damaged: 1 });
  const again = must(await api.drafts.createSupplement(caseId));
  must(
    await api.drafts.addPhotograph(again, paper?.paperId ?? '', aPhotograph()),
  );
  must(await api.drafts.submit(again));
  await goRound();
  expect(await waiting()).toBe(0);
  expect(await view(caseId)).toMatchObject({ damaged: 0, display: 'received' });
});

test('guarantee 5: what is taken back here never comes to the county but by its journal', async () => {
  const { api, goRound } = await aVillage();
  Object.assign(context.config, { demo: false });
  const { caseId, number } = must(
    await api.drafts.submit(await aFilledDraft(api)),
  );
  await goRound();
  Object.assign(context.config, { demo: true });
  const [row] = (await now(api.outbox.watch)).attention;
  must(
    await api.outbox.takeBack(row?.operationId ?? '', {
      reason: 'applicantAsks',
      words: '申请人不办了',
    }),
  );
  await goRound();
  await goRound();
  expect(await sql`SELECT 1 FROM cases WHERE number = ${number}`).toEqual([]);
  const journals = await sql`
    SELECT result FROM operations WHERE schema = 'journal@1'`;
  expect(journals).toMatchObject([{ result: 'applied' }]);
  expect(await now(api.cases.watch)).toMatchObject([
    { caseId, display: 'withdrawn' },
  ]);
});

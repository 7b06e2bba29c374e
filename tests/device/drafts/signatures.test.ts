// Who cannot write: the print of his finger, or the hand of a witness.
import { expect, test } from 'vitest';
import type { SubmitOperation } from '../../../src/domain/cases/operation.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  aPhotograph,
  aSignature,
  must,
  nextRound,
  type Bench,
} from '../a-device.ts';

/** What of the case came to the county. */
async function sentBy(bench: Bench, draftId: string): Promise<SubmitOperation> {
  const { caseId } = must(await bench.api.drafts.submit(draftId));
  await nextRound(bench);
  const sent = [...bench.county.operations.values()].map(
    ({ operation }) => operation,
  );
  const submit = sent.find((each) => each?.kind === 'submit');
  if (submit?.kind !== 'submit') throw new Error(`not sent: ${caseId}`);
  return submit;
}

test('a photographed print of the finger is the signature, and goes to the county', async () => {
  const bench = await anEnrolledDevice();
  const { drafts } = bench.api;
  const draftId = await aFilledDraft(bench.api);
  must(await drafts.saveSignature(draftId, null));
  expect(await drafts.submit(draftId)).toMatchObject({
    code: 'signatureMissing',
  });
  const view = must(await drafts.saveFingerprint(draftId, null, aPhotograph()));
  expect(view.signature).toMatchObject({ mediaType: 'image/jpeg' });
  const { signatures } = await sentBy(bench, draftId);
  expect(signatures).toMatchObject([
    { by: 'applicant', name: '张三', image: { mediaType: 'image/jpeg' } },
  ]);
  expect([...bench.county.uploads.keys()]).toContain(
    signatures[0]?.image.sha256,
  );
});

test('a witness signs for one who cannot write, by name, and only whole', async () => {
  const bench = await anEnrolledDevice();
  const { drafts } = bench.api;
  const draftId = await aFilledDraft(bench.api);
  must(await drafts.saveSignature(draftId, null));
  must(await drafts.saveWitness(draftId, ''));
  must(await drafts.saveSignature(draftId, aSignature(), 'witness'));
  // Without his name nobody knows whose hand it is.
  expect(await drafts.submit(draftId)).toMatchObject({
    code: 'signatureMissing',
  });
  const named = must(await drafts.saveWitness(draftId, ' 向示明 '));
  expect(named.witness).toMatchObject({
    name: '向示明',
    signature: { mediaType: 'image/png' },
  });
  expect((await sentBy(bench, draftId)).signatures).toMatchObject([
    { by: 'witness', name: '向示明' },
  ]);
});

test('who signs himself after all needs no witness', async () => {
  const bench = await anEnrolledDevice();
  const { drafts } = bench.api;
  const draftId = await aFilledDraft(bench.api);
  must(await drafts.saveWitness(draftId, '向示明'));
  expect(await drafts.submit(draftId)).toMatchObject({
    code: 'signatureMissing',
  });
  must(await drafts.saveWitness(draftId, null));
  expect((await sentBy(bench, draftId)).signatures).toMatchObject([
    { by: 'applicant' },
  ]);
});

// The address in a receipt's QR: where residents look it up, by the county's last word.
import { expect, test } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  now,
  startedAnew,
  PIN,
  type Bench,
} from '../a-device.ts';

async function addressOfNext({ api }: Bench): Promise<string | undefined> {
  const { caseId } = must(await api.drafts.submit(await aFilledDraft(api)));
  const view = await now<CaseView | null>((tell) =>
    api.cases.watchOne(caseId, tell),
  );
  return view?.receipt.qr.split('#')[0];
}

test('a receipt leads to the residents’ own address once the county has named it, and to the app’s before', async () => {
  const bench = await anEnrolledDevice();
  expect(await addressOfNext(bench)).toBe('http://county.test/r');
  bench.county.session = { residentOrigin: 'https://www.county.example' };
  const later = await startedAnew(bench);
  must(await later.api.device.unlock('clerk-1', PIN));
  await nextRound(later);
  expect(await addressOfNext(later)).toBe('https://www.county.example/r');
  // Without a word of it the app's own address counts again.
  bench.county.session = {};
  const last = await startedAnew(later);
  must(await last.api.device.unlock('clerk-1', PIN));
  await nextRound(last);
  expect(await addressOfNext(last)).toBe('http://county.test/r');
});

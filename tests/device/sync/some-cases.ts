// Cases that wait, and what the county says of them.
import type { EventBody } from '../../../src/domain/cases/event.ts';
import {
  aFilledDraft,
  anEnrolledDevice,
  must,
  type Bench,
} from '../a-device.ts';

export async function aCase({ api }: Bench, photographs = 1): Promise<string> {
  const draftId = await aFilledDraft(api, { photographs });
  return must(await api.drafts.submit(draftId)).caseId;
}

/** A county that answers nothing: cases pile up. */
export async function someWaitingCases(count: number): Promise<Bench> {
  const bench = await anEnrolledDevice();
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
  for (let i = 0; i < count; i += 1) await aCase(bench, 0);
  await bench.api.sync.now();
  bench.county.fault = undefined;
  return bench;
}

export const received: EventBody = {
  kind: 'received',
  operationId: 'x',
  number: '422825102205261125002000714',
  stationCode: '422825102205',
  township: '422825102',
  matterCode: 'V02',
  matterRevision: 1,
  catalogueVersion: 'test-1',
  applicantMasked: '张*',
  intake: {
    from: null,
    device: '2026-11-25T02:00:00.000Z',
    to: '2026-11-25T02:00:01.000Z',
  },
  noticeBy: { date: '2026-12-02', provisional: false },
  findings: [],
};
export const correction: EventBody = {
  kind: 'correctionRequested',
  items: [
    { about: 'applicantPhone', target: 'field', reason: '空号', fix: '写对' },
  ],
  dueOn: { date: '2026-12-09', provisional: false },
};

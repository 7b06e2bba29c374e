import { expect, test } from 'vitest';
import { maskDetail } from '../../../src/platform/review/mask-detail.ts';
import type { CaseDetail } from '../../../src/protocol/review.ts';

const WORDS = ['Zhang San 13800000000', '住*家里的瞿示秀', '*秀秀秀秀', 'abc'];
const NUMBER = '422825202611300001000000001';

test.each(WORDS)('nothing that somebody wrote is shown: %s', (words) => {
  const event = (body: object) => ({
    caseId: '00000000-0000-4000-8000-000000000001',
    n: 1,
    at: '2026-11-30T00:00:00.000Z',
    by: { kind: 'staff', id: 's1', name: '舒示贵' },
    body,
  });
  const detail = {
    row: { applicantName: '瞿示秀' },
    catalogueVersion: 'c1',
    matterName: '高龄津贴',
    answers: { reason: words, band: '90至99周岁', idNo: '*004X' },
    papers: [{ paperId: 'P1', check: { found: 'kept', note: words, at: '' } }],
    signatures: [],
    events: [
      event({ kind: 'withdrawalRequested', operationId: 'o-1', reason: words }),
      event({ kind: 'posted', carrier: words, trackingNumber: words }),
      event({ kind: 'resultIssued', name: words, number: words }),
      event({ kind: 'received', number: NUMBER, papers: ['P1'] }),
      event({ kind: 'concludedApproved', note: words, unheardOf: words }),
    ],
    deadlines: [],
    findings: [
      { code: 'helpWanted', path: words },
      { code: 'unheardOf', path: words },
      { code: 'duplicate', path: NUMBER },
    ],
    clerk: { name: '田示梅', stationName: '' },
    acts: ['accept'],
    office: null,
    nextOffice: null,
    joint: {
      lead: { id: 'o', name: '民政局' },
      dueOn: { date: '2026-12-01', provisional: false },
      isOverdue: false,
      offices: [{ id: 'o', name: '民政局', opinion: 'object', note: words }],
    },
    withdrawalAsked: words,
    presets: [],
  } as unknown as CaseDetail;
  const matter = {
    fields: [
      { id: 'reason', type: 'text' },
      { id: 'band', type: 'select' },
      { id: 'idNo', type: 'idNo' },
    ],
  } as unknown as Parameters<typeof maskDetail>[1];
  const masked = maskDetail(detail, matter);
  expect(JSON.stringify(masked)).not.toContain(words);
  expect(masked).toMatchObject({
    row: { applicantName: '瞿*秀' },
    answers: { band: '90至99周岁', idNo: '*004X' },
    joint: { offices: [{ opinion: 'object', note: '*' }] },
    withdrawalAsked: '*',
    findings: [
      { code: 'helpWanted', path: '*' },
      { code: 'unheardOf', path: '*' },
      { code: 'duplicate', path: NUMBER },
    ],
    acts: [],
  });
  expect(masked.events.map(({ body }) => body)).toMatchObject([
    { kind: 'withdrawalRequested', operationId: 'o-1', reason: '*' },
    { kind: 'posted' },
    { kind: 'resultIssued', number: '*' },
    { kind: 'received', number: NUMBER, papers: ['P1'] },
    { kind: 'concludedApproved', note: '*' },
  ]);
});

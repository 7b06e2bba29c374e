import { expect, test } from 'vitest';
import { caseSentence } from '../../../src/counter/case/case-sentence.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import { aCaseView } from '../../support/fake-device/a-case-view.ts';

const given = aCaseView(1, { matterCode: 'V14', answers: {} }, {});
const owed = (paperId: string, dueOn: string) => ({
  paperId,
  name: `材料${paperId}`,
  how: 'deficiency' as const,
  pages: 0,
  isOriginalSeen: false,
  dueOn,
});
/** Accepted while two papers were put off, of which these have not come. */
const withGaps = (...paperIds: string[]): CaseView => ({
  ...given,
  display: 'acceptedWithDeficiency',
  state: {
    ...given.state,
    acceptedAt: '2026-11-25T02:00:00.000Z',
    promisedBy: { date: '2026-12-16', provisional: false },
  },
  papers: paperIds.map((paperId) => ({
    how: 'deficiency',
    paperId,
    dueOn: '2026-12-09',
    signature: null,
  })),
  receipt: {
    ...given.receipt,
    papers: [owed('A', '2026-12-16'), owed('B', '2026-12-09')],
  },
});

test('of a case with gaps it names what is owed, and the first day', () => {
  expect(caseSentence(withGaps('A', 'B'))).toBe(
    '材料A、材料B请在12月9日前补来，补齐才能办结。',
  );
  expect(caseSentence(withGaps('A'))).toBe(
    '材料A请在12月16日前补来，补齐才能办结。',
  );
});

test('what has come is not asked for again while it is on its way', () => {
  expect(caseSentence(withGaps())).toBe('11月25日受理，承诺12月16日前办结。');
});

import { expect, test } from 'vitest';
import { papersOf } from '../../../src/device/cases/check-submit.ts';
import type { DraftContent } from '../../../src/device/drafts/draft-content.ts';
import { matter } from '../../support/clerk.ts';

test('a mandate that nobody gave is not claimed among the papers', () => {
  const allowance = matter('V14');
  const content = {
    papers: [
      { how: 'seen', paperId: 'V14-M1', seenAt: '2026-11-25T02:00:00Z' },
    ],
  } as unknown as DraftContent;
  // V14-M3 is the application form; V14-M7 a mandate, only for an agent.
  expect(papersOf(content, allowance).map(({ paperId }) => paperId)).toEqual([
    'V14-M1',
    'V14-M3',
  ]);
});

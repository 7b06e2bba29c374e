import { expect, test } from 'vitest';
import type { DraftContent } from '../../../src/device/drafts/draft-content.ts';
import { fitToMatter } from '../../../src/device/drafts/fit-to-matter.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { theCatalogue } from '../../domain/catalogue/the-catalogue.ts';

test('what a newer version does not ask goes, in rows too, and the rest stays', () => {
  const at = '2026-11-25T02:00:00.000Z';
  const content: DraftContent = {
    purpose: { kind: 'submit' },
    matterCode: 'V10',
    catalogueVersion: '1',
    clerkId: 'clerk-1',
    answers: {
      members: [{ name: '向某英', shoeSize: 38 }, { name: '田某' }],
      shoeSize: 38,
    },
    papers: [],
    removedPages: [],
    signature: null,
    consents: [],
    startedAt: at,
  };
  expect(
    fitToMatter(content, getMatter(theCatalogue(), 'V10'), at).answers,
  ).toEqual({ members: [{ name: '向某英' }, { name: '田某' }] });
});

import { expect, it } from 'vitest';
import {
  draftPlace,
  openDraftRow,
  type DraftContent,
} from '../../../src/device/drafts/draft-content.ts';
import { importAesKey, sealRow } from '../../../src/device/vault/row-cipher.ts';
import type { Unlocked } from '../../../src/device/vault/vault-session.ts';

const content: DraftContent = {
  purpose: { kind: 'submit' },
  matterCode: 'V02',
  catalogueVersion: '1',
  clerkId: 'clerk-1',
  answers: { applicantName: '张三' },
  papers: [{ how: 'seen', paperId: 'p', seenAt: '2026-11-25T02:00:00.000Z' }],
  removedPages: [],
  signature: null,
  consents: [],
  startedAt: '2026-11-25T02:00:00.000Z',
};

const vault = {
  id: 'vault-1',
  key: await importAesKey(crypto.getRandomValues(new Uint8Array(32))),
};
const unlocked = { vault } as unknown as Unlocked;

async function opened(stored: unknown): Promise<DraftContent | undefined> {
  const sealed = await sealRow(vault, draftPlace('d'), stored);
  return openDraftRow({ unlocked }, { draftId: 'd', sealed });
}

it('a draft of an older or newer app is opened with all that stands in it', async () => {
  const newer = { ...content, ofANewerApp: { n: 1 } };
  expect(await opened(newer)).toEqual(newer);
});

it('a draft is opened however long what was typed is', async () => {
  const long = {
    ...content,
    answers: {
      remark: '话'.repeat(5000),
      members: [{ name: '名'.repeat(600), income: 3600 }],
      residence: { detail: '门'.repeat(300), group: 2 },
      kinds: Array.from({ length: 60 }, String),
    },
  };
  expect(await opened(long)).toEqual(long);
});

it('a draft of a shape that is not known here is not opened, and not changed', async () => {
  for (const stored of [
    { ...content, purpose: { kind: 'ofANewerApp' } },
    { ...content, papers: [{ how: 'eCert', paperId: 'p' }] },
    { ...content, answers: undefined },
    null,
    'text',
  ])
    expect(await opened(stored)).toBeUndefined();
});

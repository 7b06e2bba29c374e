import { describe, expect, test } from 'vitest';
import { DISPLAY_STATUSES } from '../../src/domain/cases/display-status.ts';
import {
  MATERIAL_STATUSES,
  materialSentences,
  materialWords,
  statusSentences,
  statusWords,
} from '../../src/text/status.ts';

describe('the words of a case', () => {
  test('no two statuses share a word', () => {
    const words = DISPLAY_STATUSES.map((status) => statusWords[status]);
    expect(new Set(words).size).toBe(DISPLAY_STATUSES.length);
  });

  test('only the township accepts: what the village took in is never called accepted', () => {
    for (const status of ['draft', 'saved', 'sending', 'delivered'] as const) {
      expect(statusWords[status]).not.toContain('受理');
    }
  });

  test('a sentence says what is still missing and until when', () => {
    expect(statusSentences.waitingSignature({ missing: 2 })).toBe(
      '还差2人签字，签齐才能提交。',
    );
    expect(statusSentences.sending({ left: null })).toBe(
      '文字正在发，还没到。',
    );
    expect(
      statusSentences.sending({ left: { photos: 3, size: '1.2MB' } }),
    ).toBe('文字已到县平台，照片还剩3张（1.2MB）。');
    expect(statusSentences.correcting({ items: 2, dueOn: '12月9日' })).toBe(
      '要补2处，12月9日前补齐。补齐前不计时。',
    );
    expect(
      statusSentences.notAccepted({
        reason: '不归本县管',
        authority: '来凤县民政局 0718-0000000',
      }),
    ).toBe('不受理：不归本县管。该找：来凤县民政局 0718-0000000。');
  });

  test('every paper has a word and a sentence', () => {
    const ids = [...MATERIAL_STATUSES].sort();
    expect(Object.keys(materialWords).sort()).toEqual(ids);
    expect(Object.keys(materialSentences).sort()).toEqual(ids);
    expect(materialWords.photographed({ pages: 2 })).toBe('已拍2张 · 待发送');
  });
});

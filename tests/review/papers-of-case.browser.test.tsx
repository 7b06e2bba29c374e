import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { CaseDetail } from '../../src/protocol/review.ts';
import { button, expectAccessible, openConsole } from './console-bench.tsx';
import { aCaseId, aDetail, anAccepted, StubPlatform } from './stub-platform.ts';

const [CARD] = aDetail().papers;
type Paper = CaseDetail['papers'][number];

/** The case with that first paper. */
async function openWith(change: Partial<Paper>): Promise<void> {
  if (CARD === undefined) throw new Error('no paper');
  const platform = new StubPlatform();
  const [, ...others] = aDetail().papers;
  platform.detail = aDetail({ papers: [{ ...CARD, ...change }, ...others] });
  await page.viewport(1280, 800);
  openConsole(platform, `#/cases/${aCaseId(1)}`);
  await expect.element(button('下一张')).toBeVisible();
}

const at = '2026-11-26T02:00:00.000Z';

test.each([
  [null, '电子证照 · 待核验', '电子证照 · 待核验'],
  ['ok', '电子证照 · 已核验', '11月26日核验一致'],
  ['mismatch', '电子证照 · 待核验', '11月26日核验不一致，请核对原件'],
  ['unavailable', '电子证照 · 待核验', '核验系统连不上，会接着再试'],
] as const)(
  'an e-certificate of which the register has said %s',
  async (found, word, note) => {
    const check = found === null ? null : { found, note: '', at };
    await openWith({ how: 'eCert', certificate: '*0027', check });
    await expect.element(page.getByText(word)).toBeVisible();
    await expect.element(page.getByText(note, { exact: true })).toBeVisible();
    await expectAccessible();
  },
);

test('each act that has a paper leads to it, in a window of its own', async () => {
  const platform = new StubPlatform();
  const detail = anAccepted();
  platform.detail = {
    ...detail,
    events: detail.events.map((event) =>
      event.body.kind === 'accepted'
        ? {
            ...event,
            body: {
              ...event.body,
              notice: { number: '宣受〔2026〕7号', sha256: 'a'.repeat(64) },
            },
          }
        : event,
    ),
  };
  await page.viewport(1280, 800);
  openConsole(platform, `#/cases/${aCaseId(1)}`);
  const link = page.getByRole('link', { name: '看文书 宣受〔2026〕7号' });
  await expect.element(link).toBeVisible();
  const accepted = platform.detail.events.find(
    ({ body }) => body.kind === 'accepted',
  );
  await expect
    .element(link)
    .toHaveAttribute(
      'href',
      `/api/v1/review/cases/${accepted?.caseId}/notices/${accepted?.n}`,
    );
  await expect.element(link).toHaveAttribute('target', '_blank');
  expect(page.getByRole('link', { name: /看文书/ }).all()).toHaveLength(1);
  await expectAccessible();
});

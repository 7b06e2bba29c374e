import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openDraft } from '../../src/counter/intake/draft-saver.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { button, link, openCounter, verification } from './counter-bench.ts';

const text = (words: string) => page.getByText(words);
const now = () => new Date().toISOString();

describe('one more matter of the same visit, on a device that is a fake', () => {
  test('his only person stands there at once, and the card that was shown is not asked for again', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification, {
      takenInAt: now(),
      papers: [{ how: 'seen', paperId: 'V14-M1', seenAt: now() }],
    });
    openCounter(fake, `/receipt/${caseId}`);
    await button('同一个人再办一件').click();
    await expect
      .element(text('接着给同一个人办，说过的不用再说'))
      .toBeVisible();
    const draftId = fake.addDraft('V03', { visitId: caseId });
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect
      .poll(() => fake.draft(draftId).answers)
      .toMatchObject({
        applicantName: verification['applicantName'],
        applicantIdNo: verification['applicantIdNo'],
        applicantPhone: verification['applicantPhone'],
      });
    openCounter(fake, `/intake/${draftId}/materials`);
    await expect
      .poll(() => fake.draft(draftId).papers.map(({ paperId }) => paperId))
      .toEqual(['V03-M1']);
  });

  test('what was typed of somebody stays after a start of the page', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification);
    const draftId = fake.addDraft('V14', {
      visitId: caseId,
      answers: { applicantPhone: '07180000009' },
    });
    openCounter(fake, `/intake/${draftId}/applicant`);
    // He stands there to be pressed, and was not put in.
    await button(/^向某英 \*/).click();
    await button('不用，撤销').click();
    await expect
      .poll(() => openDraft.value?.answers)
      .toMatchObject({ applicantPhone: '07180000009' });
  });

  test('a mark that went with a changed number is gone from the screen too', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification);
    const draftId = fake.addDraft('V03', {
      visitId: caseId,
      answers: verification,
      papers: [{ how: 'seen', paperId: 'V03-M1', seenAt: now() }],
    });
    openCounter(fake, `/intake/${draftId}/applicant`);
    const number = page.getByLabelText('申请人公民身份号码', { exact: true });
    await expect.element(number).toBeVisible();
    // As the device does with another number.
    fake.drafts.set(
      fake.drafts.value.map((draft) => ({ ...draft, papers: [] })),
    );
    await number.fill('000000194001050025');
    await expect.poll(() => openDraft.value?.papers).toEqual([]);
  });

  test('what is begun for somebody else after going back is of no visit', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification, { takenInAt: now() });
    openCounter(fake, `/receipt/${caseId}`);
    await button('同一个人再办一件').click();
    await expect
      .element(text('接着给同一个人办，说过的不用再说'))
      .toBeVisible();
    history.back();
    await expect.element(button('同一个人再办一件')).toBeVisible();
    history.pushState(null, '', '/matter/V03');
    dispatchEvent(new PopStateEvent('popstate'));
    await button('开始收件').click();
    await expect.poll(() => fake.drafts.value.length).toBe(1);
    expect(fake.drafts.value[0]).toMatchObject({ visitId: null });
  });

  test('the guide on the way keeps whom it is for', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification, { takenInAt: now() });
    openCounter(fake, `/receipt/${caseId}`);
    await button('同一个人再办一件').click();
    await page.getByRole('searchbox').fill('养老认证');
    await page.getByRole('link', { name: /养老认证/ }).click();
    await button('开始收件').click();
    await expect.poll(() => fake.drafts.value.length).toBe(1);
    expect(fake.drafts.value[0]).toMatchObject({ visitId: caseId });
  });

  test('a receipt of another day begins no second matter of its sitting', async () => {
    const fake = new FakeDevice();
    const caseId = fake.addCase('V14', verification, {
      takenInAt: new Date(Date.now() - 25 * 3_600_000).toISOString(),
    });
    openCounter(fake, `/receipt/${caseId}`);
    await expect.element(link('再收一件')).toBeVisible();
    await expect.element(button('同一个人再办一件')).not.toBeInTheDocument();
  });

  test('a receipt tells the numbers and codes of whoever takes it home alone', async () => {
    const fake = new FakeDevice();
    const other = { ...verification, applicantIdNo: '000000194001050025' };
    const agent = {
      agentName: '向某英',
      agentIdNo: verification['applicantIdNo'] ?? '',
    };
    const own = fake.addCase('V14', verification);
    const alien = fake.addCase('V14', other);
    const actedFor = fake.addCase('V14', { ...other, ...agent });
    fake.visit = [own, alien, actedFor];
    const numbers = (ids: string[]) =>
      ids.map((id) => fake.oneCase(id).number.slice(-9));
    const printed = () =>
      [...document.querySelectorAll('.sheet .sheet-number')].map((each) =>
        each.textContent?.replace(/\s/g, ''),
      );
    openCounter(fake, `/receipt/${own}`);
    await expect.poll(printed).toEqual(numbers([own, actedFor]));
    openCounter(fake, `/receipt/${alien}`);
    await expect.poll(printed).toEqual(numbers([alien]));
  });
});

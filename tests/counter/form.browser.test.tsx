import { describe, expect, test, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  changeAnswer,
  changeConsent,
  changeDraft,
  closeDraft,
  flushDraft,
  loadDraft,
  openDraft,
  saveState,
} from '../../src/counter/intake/draft-saver.ts';
import { FakeDevice } from '../support/fake-device.ts';
import {
  button,
  heading,
  link,
  openCounter,
  verification,
} from './counter-bench.ts';

const name = () => page.getByLabelText('申请人姓名');
const strip = () =>
  page.elementLocator(document.querySelector('.strip') ?? document.body);

describe('the form, on a device that is a fake', () => {
  test('keeps what was typed and saves it by itself', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await name().fill('向示梅');
    await expect
      .poll(() => fake.draft(draftId).answers['applicantName'])
      .toBe('向示梅');
    await expect.element(strip()).toHaveTextContent(/已存 \d\d:\d\d/);
    await button('返回').click();
    await link(/^1 申请人/).click();
    await expect.element(name()).toHaveValue('向示梅');
  });

  test('is not begun while only the day stands there, which nobody typed', async () => {
    const fake = new FakeDevice();
    const answers = { verifyDate: '2026-11-25' };
    openCounter(fake, `/intake/${fake.addDraft('V03', { answers })}`);
    await expect.element(link(/^1 申请人.*未做/)).toBeVisible();
    await expect.element(link(/^2 .*未做/)).toBeVisible();
  });

  test('saves at once when a field is left, before the pause is over', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    // The pause never ends here: only leaving the field can save.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    await name().fill('向示梅');
    await userEvent.tab();
    await expect
      .poll(() => fake.saves)
      .toContainEqual(expect.objectContaining({ applicantName: '向示梅' }));
  });

  test('says that it was not saved, and saves again with the next change', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    fake.fails = 'storageFull';
    await name().fill('向示梅');
    await expect.element(page.getByRole('alert')).toHaveTextContent('没存上');
    fake.fails = undefined;
    await page.getByLabelText('申请人联系电话').fill('0718-0000001');
    await expect
      .poll(() => fake.draft(draftId).answers['applicantName'])
      .toBe('向示梅');
  });

  test('what could not be saved is saved later without a keystroke, and never in another draft', async () => {
    const fake = new FakeDevice();
    const first = fake.addDraft('V03');
    const second = fake.addDraft('V03', {
      answers: { applicantName: '田某' },
    });
    openCounter(fake, `/intake/${first}/applicant`);
    await expect.element(name()).toBeVisible();
    fake.fails = 'storageFull';
    await name().fill('向示梅');
    await expect.element(page.getByRole('alert')).toHaveTextContent('没存上');
    expect((await loadDraft(second)).ok).toBe(true);
    expect(openDraft.value?.answers['applicantName']).toBe('田某');
    fake.fails = undefined;
    changeAnswer('applicantPhone', '0718-0000001');
    await flushDraft();
    expect(fake.draft(second).answers).toEqual({
      applicantName: '田某',
      applicantPhone: '0718-0000001',
    });
    expect(fake.draft(first).answers).toMatchObject({
      applicantName: '向示梅',
    });
  });

  test('what is typed while a photograph is taken stays in the form', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    const seen = changeDraft(async (id) => {
      const done = await fake.api.drafts.markSeen(id, 'V03-M1');
      // The device has answered already when this is typed and saved.
      changeAnswer('applicantName', '向示梅');
      await flushDraft();
      return done;
    });
    expect((await seen).ok).toBe(true);
    expect(fake.draft(draftId).answers['applicantName']).toBe('向示梅');
    expect(openDraft.value?.answers['applicantName']).toBe('向示梅');
  });

  test('a failed save is not called saved because something else was', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    const { drafts } = fake.api;
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    fake.api.drafts = {
      ...drafts,
      saveAnswers: () => Promise.resolve({ ok: false, code: 'storageFull' }),
    };
    await name().fill('向示梅');
    await expect.element(page.getByRole('alert')).toHaveTextContent('没存上');
    await changeDraft((id) => fake.api.drafts.markSeen(id, 'V03-M1'));
    await changeConsent('readBack', true);
    expect(saveState.value?.state).toBe('failed');
    expect(await closeDraft()).toBe(false);
    fake.api.drafts = drafts;
    expect(await closeDraft()).toBe(true);
    expect(fake.draft(draftId).answers['applicantName']).toBe('向示梅');
  });

  test('who types without a pause is saved within a second', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    await flushDraft();
    fake.saves.length = 0;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    for (let i = 0; i < 10; i += 1) {
      changeAnswer('applicantName', '梅'.repeat(i + 1));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(fake.saves.length).toBeGreaterThan(0);
  });

  test('consents reach the device in the order of the ticks', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    const { drafts } = fake.api;
    openCounter(fake, `/intake/${draftId}/applicant`);
    await expect.element(name()).toBeVisible();
    // The first is slow, as a disk may be.
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    fake.api.drafts = {
      ...drafts,
      saveConsents: async (id, consents) => {
        if (consents.length > 0) await slow;
        return drafts.saveConsents(id, consents);
      },
    };
    const ticks = [
      changeConsent('readBack', true),
      changeConsent('readBack', false),
    ];
    release();
    await Promise.all(ticks);
    expect(fake.draft(draftId).consents).toEqual([]);
  });

  test('moves on with an empty form, for only the sending is gated', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03');
    openCounter(fake, `/intake/${draftId}/applicant`);
    await link('下一步：填表').click();
    await expect.element(heading('填表')).toBeVisible();
    await link('下一步：材料').click();
    await expect.element(heading('材料')).toBeVisible();
    await link('下一步：核对').click();
    await expect.element(heading('请和村民一起核对')).toBeVisible();
  });

  test('comes back after lock and unlock on the same page', async () => {
    const fake = new FakeDevice();
    const draftId = fake.addDraft('V03', { answers: verification });
    openCounter(fake, `/intake/${draftId}/form`);
    await expect.element(heading('填表')).toBeVisible();
    await fake.api.device.lock();
    await expect.element(heading('解锁')).toBeVisible();
    await page.getByLabelText(/^PIN/).fill('111111');
    await button('解锁').click();
    await expect
      .element(page.getByText('PIN不对。再错4次要等1分钟，内容不会清空。'))
      .toBeVisible();
    await page.getByLabelText(/^PIN/).fill('258036');
    await button('解锁').click();
    await expect.element(heading('填表')).toBeVisible();
  });
});

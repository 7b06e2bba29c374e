// The counter locks itself; what was typed is saved first, and one comes back to
// the same field.
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeDevice, PIN } from '../support/fake-device.ts';
import { button, heading, openCounter, verification } from './counter-bench.ts';

const LONG = 600_000;

afterEach(() => {
  show('visible');
});

/** What the browser says of the page when another program is in front. */
function show(state: 'visible' | 'hidden'): void {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => state,
  });
  document.dispatchEvent(new Event('visibilitychange'));
}

const isLocked = (fake: FakeDevice) => fake.state.value.clerk === null;

async function inTheForm(limits: {
  idleMs: number;
  hiddenMs: number;
  pickerMs: number;
}): Promise<{ fake: FakeDevice; draftId: string }> {
  const fake = new FakeDevice();
  const draftId = fake.addDraft('V03', { answers: verification });
  openCounter(fake, `/intake/${draftId}/applicant`, { limits });
  await expect.element(heading('给谁办？')).toBeVisible();
  return { fake, draftId };
}

test('text typed just before the idle lock is there after the unlock, with field and scroll place', async () => {
  const { fake, draftId } = await inTheForm({
    idleMs: 4_000,
    hiddenMs: LONG,
    pickerMs: LONG,
  });
  const phone = page.getByLabelText('申请人联系电话');
  await userEvent.fill(phone, '0718-0000007');
  const field = document.activeElement?.id ?? '';
  const top = scrollY;
  await expect.poll(() => isLocked(fake)).toBe(true);
  await expect.element(heading('解锁')).toBeVisible();
  expect(fake.draft(draftId).answers['applicantPhone']).toMatch(
    /0718-?0000007/,
  );
  // Nothing of the form stays in the page.
  expect(document.body.textContent).not.toContain('0718-0000007');

  await userEvent.fill(page.getByLabelText(/^PIN/), PIN);
  await button('解锁').click();
  await expect.element(heading('给谁办？')).toBeVisible();
  await expect.poll(() => document.activeElement?.id).toBe(field);
  await expect.poll(() => Math.abs(scrollY - top)).toBeLessThan(80);
});

test('out of sight it is covered at once and locks after its time', async () => {
  const { fake } = await inTheForm({
    idleMs: LONG,
    hiddenMs: 200,
    pickerMs: LONG,
  });
  show('hidden');
  expect(getComputedStyle(document.body).visibility).toBe('hidden');
  await expect.poll(() => isLocked(fake)).toBe(true);
  show('visible');
  await expect.element(heading('解锁')).toBeVisible();
});

test('behind our own file picker it waits longer, and then locks too', async () => {
  const { fake } = await inTheForm({
    idleMs: LONG,
    hiddenMs: 40,
    pickerMs: 600,
  });
  const picker = document.createElement('input');
  picker.type = 'file';
  picker.addEventListener('click', (event) => event.preventDefault());
  document.body.append(picker);
  picker.click();
  const begun = performance.now();
  show('hidden');
  await expect.poll(() => isLocked(fake)).toBe(true);
  expect(performance.now() - begun).toBeGreaterThan(500);
  picker.remove();
});

test('a page that slept past its time is locked before anything of it is seen', async () => {
  const { fake } = await inTheForm({
    idleMs: LONG,
    hiddenMs: 60_000,
    pickerMs: LONG,
  });
  show('hidden');
  const slept = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
  show('visible');
  await expect.poll(() => isLocked(fake)).toBe(true);
  slept.mockRestore();
});

test('a revoked device takes a new ticket where it stands, and says that nothing is lost', async () => {
  const fake = new FakeDevice();
  fake.state.set({
    ...fake.state.value,
    clerks: [],
    clerk: null,
    access: { ...fake.state.value.access, device: 'revoked' },
  });
  openCounter(fake, '/', {
    limits: { idleMs: LONG, hiddenMs: LONG, pickerMs: LONG },
  });
  await expect
    .element(page.getByRole('heading', { name: '再登记这台设备' }))
    .toBeVisible();
  await expect.element(page.getByText('没送出的照样送').first()).toBeVisible();
  await expect.element(page.getByLabelText(/8位/)).toBeVisible();
  await expect.element(button('解锁')).not.toBeInTheDocument();
});

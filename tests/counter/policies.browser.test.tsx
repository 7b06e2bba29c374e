// Each unlock policy as a person meets it: at set-up, at unlock, at a change.
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  aClerk,
  anEmptyDevice,
  CARD,
  FakeDevice,
  PIN,
  readyState,
} from '../support/fake-device.ts';
import { button, heading, link, openCounter } from './counter-bench.ts';

const field = (name: string | RegExp) => page.getByRole('textbox', { name });
const groups = CARD.replace('VSPCARD1:', '').replaceAll('-', ' ');

async function readsTicket(): Promise<void> {
  await page.getByLabelText('输登记码（8位）').fill('12345678');
  await button('取登记码').click();
}

test('passphrase: says how many characters are missing', async () => {
  const fake = anEmptyDevice();
  fake.policy = 'passphrase';
  openCounter(fake, '/set-up');
  await readsTicket();
  await field('口令（至少10个字）').fill('山高路远');
  await button('设好，下一步').click();
  await expect
    .element(page.getByText('还差6个字，一句好记的话最好'))
    .toBeVisible();
  await field('口令（至少10个字）').fill('山高路远慢慢走不着急');
  await field('再输一次').fill('山高路远慢慢走不着急');
  await button('设好，下一步').click();
  await expect.element(button('开始收件')).toBeVisible();
  expect(fake.secrets).toEqual([{ secret: '山高路远慢慢走不着急' }]);
});

test('pin+card: the card is shown once, read back, and only then the PIN is chosen', async () => {
  const fake = anEmptyDevice();
  fake.policy = 'pin+card';
  openCounter(fake, '/set-up');
  await readsTicket();
  await expect.element(page.getByText(groups)).toBeVisible();
  await expect
    .element(page.getByRole('img', { name: '解锁卡的码' }))
    .toBeVisible();
  await button('印好或拍好了，下一步').click();
  expect(document.body.textContent).not.toContain(groups);
  const back = field('扫一下或照着输一遍');
  await back.fill('0000 0000 0000 0000 0000 0000 0000');
  await button('就是这张卡').click();
  await expect
    .element(page.getByText('这张解锁卡不是这台设备的，请换一张再扫'))
    .toBeVisible();
  await back.fill(groups.toLowerCase().replaceAll('0', 'o'));
  await button('就是这张卡').click();
  await expect.element(page.getByText('解锁卡已确认')).toBeVisible();
  await field(/^PIN/).fill(PIN);
  await field('再输一次').fill(PIN);
  await button('设好，下一步').click();
  await expect.poll(() => fake.secrets).toHaveLength(1);
  expect(fake.secrets[0]?.factor?.kind).toBe('card');
});

test('pin+card: unlock asks for the card once, then for the PIN alone', async () => {
  const fake = new FakeDevice();
  const clerk = aClerk('clerk-1', '田代办员', {
    policy: 'pin+card',
    needs: 'card',
  });
  fake.state.set({ ...readyState, clerks: [clerk], clerk: null });
  openCounter(fake);
  await expect.element(heading('解锁')).toBeVisible();
  await field(/^PIN/).fill(PIN);
  await button('解锁').click();
  await expect
    .element(page.getByRole('alert').getByText('请扫解锁卡'))
    .toBeVisible();
  await field('请扫解锁卡').fill(groups);
  await button('解锁').click();
  await expect.element(heading('首页')).toBeVisible();
  expect(fake.secrets).toEqual([
    { secret: PIN, factor: { kind: 'card', text: groups } },
  ]);
  fake.state.set({
    ...readyState,
    clerks: [{ ...clerk, needs: null }],
    clerk: null,
  });
  await expect.element(heading('解锁')).toBeVisible();
  expect(document.querySelector('#card')).toBeNull();
  // Only the demo's policy is called what it is.
  expect(document.body.textContent).not.toContain('演示：只有PIN');
});

test('pin+prf: without an authenticator the clerk hears what to do and may take another ticket', async () => {
  const fake = anEmptyDevice();
  fake.policy = 'pin+prf';
  openCounter(fake, '/set-up');
  await readsTicket();
  const { credentials } = navigator;
  Object.defineProperty(navigator, 'credentials', {
    configurable: true,
    value: { create: () => Promise.reject(new DOMException('', 'NotAllowed')) },
  });
  await button('用指纹或面容').click();
  await expect
    .element(
      page.getByText('这台设备用不了指纹或面容解锁，请县里换一种解锁方式'),
    )
    .toBeVisible();
  Object.defineProperty(navigator, 'credentials', {
    configurable: true,
    value: credentials,
  });
  fake.policy = 'passphrase';
  await page.getByText('换一张登记票').click();
  await readsTicket();
  await expect.element(field('口令（至少10个字）')).toBeVisible();
});

test('a revoked device says so plainly, offers no unlock, and still counts what it sends', async () => {
  const fake = new FakeDevice();
  fake.state.set({
    ...readyState,
    clerks: [],
    clerk: null,
    access: { ...readyState.access, device: 'revoked' },
  });
  openCounter(fake);
  await expect
    .element(page.getByText('本机已被县里停用。没送出的照样送，不会丢。'))
    .toBeVisible();
  expect(document.querySelector('#secret')).toBeNull();
});

test.each([
  ['/cases', '办件'],
  ['/case/019ab000-0000-7000-8000-000000000009', '存着的件先不能看'],
])('past the lease %s says why it is closed', async (path, title) => {
  const fake = new FakeDevice();
  fake.state.set({
    ...readyState,
    access: { ...readyState.access, leaseEnded: true },
  });
  openCounter(fake, path);
  await expect.element(heading(title)).toBeVisible();
  await expect
    .element(page.getByText(/太久没联系县里，存着的件先不能看/))
    .toBeVisible();
});

test('clerks: a secret is changed, a clerk is removed after one question', async () => {
  const fake = new FakeDevice();
  fake.state.set({
    ...readyState,
    clerks: [
      aClerk('clerk-1', '田代办员', { role: 'head' }),
      aClerk('clerk-2', '向代办员', { bound: false }),
    ],
  });
  openCounter(fake, '/more');
  await link('代办员和解锁方式').click();
  await expect.element(heading('代办员')).toBeVisible();
  await expect.element(page.getByText('待县里核验')).toBeVisible();
  await page.getByText('换解锁方式').first().click();
  await field('先输现在的').fill('111111');
  await field('PIN（至少6位，别用生日）').fill('604913');
  await field('再输一次').fill('604913');
  await button('换解锁方式').click();
  await expect.element(page.getByText(/^PIN不对/)).toBeVisible();
  await field('先输现在的').fill(PIN);
  await button('换解锁方式').click();
  await expect.element(page.getByText('换好了，下次用新的解锁')).toBeVisible();

  await button('移走向代办员').click();
  await expect
    .element(page.getByRole('dialog', { name: '把向代办员从这台设备移走？' }))
    .toBeVisible();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: '移走', exact: true })
    .click();
  await expect
    .poll(() => fake.state.value.clerks.map(({ id }) => id))
    .toEqual(['clerk-1']);
});

import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { FakeDevice } from '../../support/fake-device.ts';
import {
  button,
  events,
  link,
  openCounter,
  received,
  verification,
} from '../counter-bench.ts';

const field = (label: string | RegExp) => page.getByLabelText(label);

test('a result that lies in the village is handed over, and by whose name is told', async () => {
  const fake = new FakeDevice();
  const caseId = fake.addCase('V14', verification, {
    events: events(received, {
      kind: 'concludedApproved',
      result: '光荣证',
      pickup: '水田坝村',
      note: '',
    }),
  });
  openCounter(fake, `/case/${caseId}`);
  await link('登记已领取').click();
  await expect
    .element(page.getByRole('heading', { name: /^结果交到村民手里/ }))
    .toBeVisible();
  await field('领取人姓名').fill('');
  await button('登记已领取').click();
  expect(fake.wishes).toEqual([]);
  await field('领取人姓名').fill('向某军');
  await button('登记已领取').click();
  await expect
    .poll(() => fake.wishes)
    .toEqual([
      { kind: 'confirmDelivery', receivedBy: '向某军', signature: null },
    ]);
});

test('a telephone that changed goes to the county, and nothing else of the case', async () => {
  const fake = new FakeDevice();
  const caseId = fake.addCase('V14', verification, { acts: ['updateContact'] });
  openCounter(fake, `/case/${caseId}`);
  expect(link('登记已领取').query()).toBeNull();
  await link('改联系方式').click();
  const phone = field('申请人联系电话');
  await expect.element(phone).toHaveValue('0718-0000004');
  await phone.fill('07180000009');
  await button('改好，发给县里').click();
  await expect
    .poll(() => fake.wishes)
    .toEqual([
      { kind: 'updateContact', answers: { applicantPhone: '07180000009' } },
    ]);
});

test('a contact that was never given is added; one that is emptied is asked for, and the form keeps still', async () => {
  const fake = new FakeDevice();
  const caseId = fake.addCase('V14', verification, { acts: ['updateContact'] });
  openCounter(fake, `/case/${caseId}/act/contact`);
  await field('紧急联系人电话').fill('07180000009');
  await field('申请人联系电话').fill('');
  await button('改好，发给县里').click();
  await expect
    .element(field('申请人联系电话'))
    .toHaveAttribute('aria-invalid', 'true');
  expect(fake.wishes).toEqual([]);
  await field('申请人联系电话').fill('07180000004');
  await button('改好，发给县里').click();
  await expect
    .poll(() => fake.wishes)
    .toEqual([
      {
        kind: 'updateContact',
        answers: {
          applicantPhone: '07180000004',
          contactKinPhone: '07180000009',
        },
      },
    ]);
});

test.each(['deliver', 'contact', 'other'])(
  'the page of a case that is not here says so: %s',
  async (act) => {
    openCounter(new FakeDevice(), `/case/none/act/${act}`);
    await expect
      .element(page.getByRole('heading', { name: '这件不在本机上。' }))
      .toBeVisible();
  },
);

test('where the handbook of the case is gone a result is handed over all the same, and a contact is not; an unknown act is none', async () => {
  const fake = new FakeDevice();
  const caseId = fake.addCase('V14', verification);
  const { catalogue } = fake.api;
  fake.api.catalogue = {
    ...catalogue,
    matter: () => Promise.resolve({ ok: false, code: 'catalogueMissing' }),
  };
  openCounter(fake, `/case/${caseId}/act/deliver`);
  await expect.element(button('登记已领取')).toBeVisible();
  openCounter(fake, `/case/${caseId}/act/contact`);
  await expect.element(page.getByText(/^办事手册还没下载/)).toBeVisible();
  openCounter(fake, `/case/${caseId}/act/other`);
  await expect
    .element(page.getByRole('heading', { name: '没有这一页' }))
    .toBeVisible();
});

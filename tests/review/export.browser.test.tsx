import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  button,
  expectAccessible,
  field,
  openConsole,
} from './console-bench.tsx';
import { aRow, REVIEWER, StubPlatform } from './stub-platform.ts';

function stub(): StubPlatform {
  const platform = new StubPlatform();
  platform.rows = [
    aRow(1),
    aRow(2, { online: 'begun' }),
    aRow(3, { online: 'helpWanted' }),
  ];
  platform.freshOnly.add('cases/export');
  platform.answers['cases/export'] = () => new Response('a list');
  return platform;
}

test('the list as it is filtered is saved as a file, after the password', async () => {
  const platform = openConsole(stub());
  const saved: string[] = [];
  const save = vi
    .spyOn(HTMLAnchorElement.prototype, 'click')
    .mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
  await button('已受理 12').click();
  await button('导出XLSX').click();
  await expect.element(page.getByText(/谁导出了几件会记下来/)).toBeVisible();
  await expectAccessible();
  expect(saved).toEqual([]);
  await field('密码').fill('right');
  await button('确认是我').click();
  await expect
    .poll(() => saved)
    .toEqual([expect.stringMatching(/^办件-\d{4}-\d\d-\d\d\.xlsx$/)]);
  expect(platform.sent).toEqual([
    {
      path: 'cases/export',
      body: { status: 'accepted', search: '', format: 'xlsx' },
    },
  ]);
  save.mockRestore();
});

test('whoever may take no list away is not offered it', async () => {
  const platform = stub();
  platform.staff = { ...REVIEWER, role: 'window' };
  openConsole(platform);
  await expect.element(page.getByRole('row').nth(1)).toBeVisible();
  expect(button('导出CSV').query()).toBeNull();
});

test('a case begun on the net is told from a village’s, with its wish for help', async () => {
  openConsole(stub());
  await expect
    .element(page.getByRole('row').nth(2))
    .toHaveTextContent(/11-24 \d\d:\d\d 网上11/);
  await expect
    .element(page.getByRole('row').nth(3))
    .toHaveTextContent('网上，要村里帮');
  await expectAccessible();
});

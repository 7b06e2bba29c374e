import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  button,
  expectAccessible,
  field,
  openConsole,
} from './console-bench.tsx';
import { aCaseId, StubPlatform } from './stub-platform.ts';
import { eventually } from '../support/eventually.ts';

const link = (name: string) => page.getByRole('link', { name, exact: true });

function nobody(): StubPlatform {
  const platform = new StubPlatform();
  platform.staff = null;
  return platform;
}

describe('signing in, against a stubbed platform', () => {
  test('the code of the authenticator app is asked for once the password is right', async () => {
    const platform = nobody();
    platform.asksCode = true;
    openConsole(platform);
    await field('账号').fill('shushigui');
    await field('密码').fill('right');
    expect(field('6位动态码').query()).toBeNull();
    await button('登录工作台').click();
    await expect.element(field('6位动态码')).toHaveFocus();
    await expectAccessible();
    await button('登录工作台').click();
    await expect.element(page.getByText('还没填动态码')).toBeVisible();
    await field('6位动态码').fill('000000');
    await button('登录工作台').click();
    await expect.element(page.getByText(/^密码或动态码不对/)).toBeVisible();
    await field('6位动态码').fill('123456');
    await button('登录工作台').click();
    await expect
      .element(page.getByRole('heading', { name: /^工作台/ }))
      .toBeVisible();
  });

  test('the county\u2019s own way stands on the page only where there is one', async () => {
    openConsole(nobody());
    await expect.element(field('账号')).toBeVisible();
    expect(link('用县统一身份登录').query()).toBeNull();
  });

  test('it leads to the provider, and what failed there is told with what to do', async () => {
    const platform = nobody();
    platform.hasOidc = true;
    openConsole(platform, '#/sign-in-failed/unknownAccount');
    await expect
      .element(link('用县统一身份登录'))
      .toHaveAttribute('href', '/api/v1/review/oidc?for=signIn');
    await expect
      .element(page.getByText(/在本平台没有账号，请县管理员先建一个/))
      .toBeVisible();
    expect(location.hash).toBe('#/');
    await expectAccessible();
  });

  test('over an open case it goes beside, and whoever comes back goes on', async () => {
    const platform = new StubPlatform();
    platform.hasOidc = true;
    openConsole(platform, `#/cases/${aCaseId(1)}`);
    await button('看完整号码').click();
    const beside = link('用县统一身份登录（另开窗口）');
    await expect.element(beside).toHaveAttribute('target', '_blank');
    await expect
      .element(beside)
      .toHaveAttribute('href', '/api/v1/review/oidc?for=proof');
    await expectAccessible();
    beside.element().addEventListener('click', (event) => {
      event.preventDefault();
    });
    await beside.click();
    platform.isFresh = true;
    // Nobody is back before the page has drawn that he went.
    await eventually(() => {
      dispatchEvent(new Event('focus'));
      expect(
        page.getByText('0000 00 1944 0312 004X').first().query(),
      ).not.toBeNull();
    });
  });

  test('the window beside says that it may be closed', async () => {
    openConsole(new StubPlatform(), '#/back');
    await expect
      .element(page.getByText('这个窗口可以关了，回到刚才那一页接着办。'))
      .toBeVisible();
    await expectAccessible();
  });
});

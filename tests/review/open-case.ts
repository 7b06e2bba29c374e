// The console of a test, at one case.
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { button, openConsole } from './console-bench.tsx';
import { aCaseId, StubPlatform } from './stub-platform.ts';

const CASE = `#/cases/${aCaseId(1)}`;

export async function openCase(
  platform = new StubPlatform(),
): Promise<StubPlatform> {
  await page.viewport(1280, 800);
  openConsole(platform, CASE);
  await expect.element(button('下一张')).toBeVisible();
  await expect.element(page.getByText('申请人姓名')).toBeVisible();
  return platform;
}

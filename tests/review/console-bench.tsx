// Draws the console against the stubbed platform, and finds things on it as a
// person would: by role and by name.
import { render } from 'preact';
import { afterEach, expect } from 'vitest';
import { page, type Locator } from 'vitest/browser';
import axe from 'axe-core';
import { PlatformClient } from '../../src/review/platform-client.ts';
import { ReviewApp } from '../../src/review/review-app.tsx';
import type { StubPlatform } from './stub-platform.ts';

let host: HTMLElement | null = null;
afterEach(() => {
  if (host !== null) {
    render(null, host);
    host.remove();
  }
  host = null;
  location.hash = '';
});

/** Opens the console at a fragment of its own. */
export function openConsole(
  platform: StubPlatform,
  fragment = '#/',
): StubPlatform {
  document.documentElement.lang = 'zh-CN';
  document.documentElement.dataset['density'] = 'compact';
  location.hash = fragment;
  host = document.createElement('div');
  document.body.append(host);
  render(
    <ReviewApp
      client={
        new PlatformClient(platform.fetch, platform.upload, platform.listen)
      }
    />,
    host,
  );
  return platform;
}

export function button(name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true });
}

export function field(name: string | RegExp): Locator {
  return page.getByLabelText(name);
}

/** Fails with what a screen reader's or keyboard's user would stumble over. */
export async function expectAccessible(): Promise<void> {
  // A colour half way between two states is nobody's colour.
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  const { violations } = await axe.run(host ?? document.body, {
    // The test's frame is not the app's page.
    rules: { region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

export function focused(): Element | null {
  return document.activeElement;
}

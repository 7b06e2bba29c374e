// A reviewer signs in by the county's identity provider: a real one, in a real browser,
// under the console's own security policy.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFailed, test } from 'vitest';
import { OIDC_CALLBACK_PATH } from '../../src/platform/people/oidc/oidc-settings.ts';
import { REVIEWER } from '../support/applications.ts';
import { aBrowser } from '../support/browser-process.ts';
import {
  anIdentityProvider,
  CLIENT_ID,
  CLIENT_SECRET,
} from '../support/identity-provider.ts';
import { aPlatform, freePort } from '../support/platform-process.ts';
import { Reviewer } from '../support/reviewer.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsp-oidc-'));
const secretFile = join(folder, 'secret');
writeFileSync(secretFile, CLIENT_SECRET);
const desk = aBrowser({ width: 1280, height: 800 });
const platform = await aPlatform();
const home = `http://localhost:${platform.port}`;
const callback = home + OIDC_CALLBACK_PATH;
const provider = await anIdentityProvider(await freePort(), callback);

afterAll(async () => {
  await desk.remove();
  await platform.remove();
  await provider.stop();
  rmSync(folder, { recursive: true });
});

test('a reviewer signs in by the county’s identity, and somebody without an account is told', async () => {
  await platform.start(undefined, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_SECRET_FILE: secretFile,
    OIDC_CALLBACK: callback,
  });
  const reviewer = new Reviewer(await desk.open());
  onTestFailed(async () => {
    console.log(await reviewer.describesScreen('oidc'));
  });
  await reviewer.opens(`${home}/review/`);
  await reviewer.presses('用县统一身份登录');
  await reviewer.fills('统一身份账号', 'nobody-of-ours');
  await reviewer.presses('登录');
  await reviewer.sees(/在本平台没有账号/);

  // The provider would know the person again by its cookie.
  await reviewer.page.context().clearCookies();
  await reviewer.presses('用县统一身份登录');
  await reviewer.fills('统一身份账号', REVIEWER);
  await reviewer.presses('登录');
  await reviewer.seesHeading(/^工作台/);
  await reviewer.page.reload();
  await reviewer.seesHeading(/^工作台/);
  await reviewer.presses('退出');
  await reviewer.seesHeading('登录审核工作台');
  reviewer.seesNoViolation();
});

// The policies with a second factor in a real browser: the authenticator's PRF
// needs a host name, so the station stands on `localhost`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { admin } from '../support/admin-command.ts';
import { application, VILLAGE } from '../support/applications.ts';
import { aBrowser, type BrowserProcess } from '../support/browser-process.ts';
import { Clerk, PIN } from '../support/clerk.ts';
import {
  aPlatform,
  type PlatformProcess,
} from '../support/platform-process.ts';

const phones: BrowserProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'vsp-tickets-'));
let platform: PlatformProcess;

beforeAll(async () => {
  platform = await aPlatform();
  await platform.start();
});

afterAll(async () => {
  for (const phone of phones) await phone.remove();
  await platform?.remove();
  rmSync(folder, { recursive: true });
});

/** A browser with the app open and a ticket of this policy beside it. */
async function begin(
  policy: string,
): Promise<{ clerk: Clerk; ticket: string; phone: BrowserProcess }> {
  const phone = aBrowser();
  phones.push(phone);
  const out = join(folder, `${policy}-${phones.length}.txt`);
  await admin(
    platform.dataDir,
    'issue-ticket',
    '--station',
    VILLAGE,
    '--clerk',
    'demo-two',
    '--name',
    '向示兰',
    '--policy',
    policy,
    '--out',
    out,
  );
  const clerk = new Clerk(await phone.open());
  onTestFailed(async () => {
    console.log(await clerk.describesScreen(policy.replace('+', '-')));
  });
  await clerk.opens(`http://localhost:${platform.port}`);
  await clerk.seesHeading('这台设备怎么开始用');
  await clerk.seesHandbook();
  return { clerk, ticket: readFileSync(out, 'utf8'), phone };
}

async function showsFile(clerk: Clerk, ticket: string): Promise<void> {
  await clerk.page
    .getByLabel('选登记文件')
    .first()
    .setInputFiles({
      name: 'ticket.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(ticket),
    });
}

async function addAuthenticator(
  cdp: CDPSession,
  hasPrf: boolean,
): Promise<string> {
  const { authenticatorId } = await cdp.send(
    'WebAuthn.addVirtualAuthenticator',
    {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        hasPrf,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    },
  );
  return authenticatorId;
}

test('pin+prf: the authenticator and the PIN open the vault, neither of them alone', async () => {
  const { clerk, ticket } = await begin('pin+prf');
  const cdp = await clerk.page.context().newCDPSession(clerk.page);
  await cdp.send('WebAuthn.enable');
  const without = await addAuthenticator(cdp, false);
  await showsFile(clerk, ticket);
  await clerk.presses('用指纹或面容');
  await clerk.sees(/用不了指纹或面容解锁，请县里换一种解锁方式/);
  await cdp.send('WebAuthn.removeVirtualAuthenticator', {
    authenticatorId: without,
  });
  const authenticatorId = await addAuthenticator(cdp, true);
  await clerk.presses('用指纹或面容');
  await clerk.choosesPin();
  await clerk.begins(application('V06', {}));
  await clerk.goesHome();
  await clerk.presses('锁');
  await clerk.unlocks();
  await clerk.seesHeading('首页');
  await clerk.page.reload();
  await clerk.unlocks();
  await clerk.seesHeading('首页');

  await clerk.page.reload();
  await clerk.seesHeading('解锁');
  await clerk.fills(/^PIN/, '604913');
  await clerk.presses('解锁');
  await clerk.sees(/^PIN不对/);
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await addAuthenticator(cdp, true);
  await clerk.fills(/^PIN/, PIN);
  await clerk.presses('解锁');
  await clerk.sees('没认出来，再试一次');
  clerk.seesNoViolation();
});

test('pin+card: after the browser was killed the card is asked for, then the PIN alone', async () => {
  const { clerk, ticket, phone } = await begin('pin+card');
  await clerk.shellIsKept();
  await showsFile(clerk, ticket);
  const groups = await clerk.page.locator('.unlock-card-groups').innerText();
  expect(groups).toMatch(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
  await clerk.presses('印好或拍好了，下一步');
  await clerk.fills('扫一下或照着输一遍', groups);
  await clerk.presses('就是这张卡');
  await clerk.choosesPin();
  await clerk.presses('锁');
  await clerk.unlocks();
  await clerk.seesHeading('首页');
  clerk.seesNoViolation();
  await phone.kill();

  const later = new Clerk(await phone.open());
  await later.opens(`http://localhost:${platform.port}`);
  await later.seesHeading('解锁');
  await later.fills('请扫解锁卡', groups.toLowerCase());
  await later.fills(/^PIN/, PIN);
  await later.presses('解锁');
  await later.seesHeading('首页');
  later.seesNoViolation();
});

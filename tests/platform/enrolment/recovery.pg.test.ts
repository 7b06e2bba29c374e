// A forgotten secret, end to end: the real device and the real county, over HTTP.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  countPersons,
  showDevices,
} from '../../../src/platform/commands/device-commands.ts';
import {
  makeRecoveryKey,
  recover,
} from '../../../src/platform/commands/recovery-commands.ts';
import type { Terminal } from '../../../src/platform/commands/terminal.ts';
import { loadCountyKeys } from '../../../src/platform/keys/county-keys.ts';
import {
  aFilledDraft,
  deviceRow,
  must,
  nextRound,
  now,
  startedAnew,
} from '../../device/a-device.ts';
import { aRealDevice, enrols } from '../../device/a-real-device.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';

const platform = await startTestPlatform();
const { context, folder } = platform;
const keysDir = join(folder, 'keys');
const STATION = '422825201237';
const clerk = { id: 'demo-clerk', name: '田示梅' };
const FORGOTTEN = '山高路远慢慢走不着急';
const REMEMBERED = '换一句更好记的话来用';
const PHRASES = [
  '第一位保管人的长口令甲',
  '第二位保管人的长口令乙',
  '第三位保管人的长口令丙',
].map((text) => `${text}！！`);

/** A keyboard at which these lines are typed. */
function typing(...lines: string[]): Terminal {
  return {
    ask: () => Promise.resolve(lines.shift() ?? ''),
    close: () => undefined,
  };
}

/** A device of the county that has enrolled with a passphrase. */
async function anEnrolledDevice() {
  const bench = await aRealDevice(platform);
  await enrols(bench, platform, {
    secret: FORGOTTEN,
    ticket: { stationCode: STATION, clerk },
  });
  await nextRound(bench);
  return bench;
}

test('forgotten: a new ticket, the recovery key, and old drafts and cases are read again', async () => {
  const bench = await anEnrolledDevice();
  const draftId = await aFilledDraft(bench.api, { name: '向示兰' });
  const old = must(
    await bench.api.drafts.submit(await aFilledDraft(bench.api)),
  );
  await nextRound(bench);
  const { id: deviceId } = await deviceRow(bench);

  const locked = await startedAnew(bench);
  await enrols(locked, platform, {
    secret: REMEMBERED,
    ticket: { deviceId, clerk },
  });
  expect(await locked.api.drafts.read(draftId)).toMatchObject({
    code: 'draftUnreadable',
  });
  const place = { context, keysDir, terminal: typing() };
  await nextRound(locked);
  const recovered = await recover(place, {
    device: deviceId,
    clerk: clerk.id,
  });
  expect(recovered.ok).toBe(true);

  const later = await startedAnew(locked);
  await nextRound(later);
  must(await later.api.device.unlock(clerk.id, REMEMBERED));
  const draft = must(await later.api.drafts.read(draftId));
  expect(Object.values(draft.answers)).toContain('向示兰');
  const [photo] = draft.papers.flatMap((paper) =>
    paper.how === 'photo' ? paper.pages : [],
  );
  must(await later.api.materials.read(photo?.sha256 ?? ''));
  expect(
    (await now(later.api.cases.watch)).map(({ caseId }) => caseId),
  ).toEqual([old.caseId]);
  await nextRound(later);
  const { sql } = context;
  const acts = await sql`
    SELECT act, clerk_id, detail->>'by' AS by FROM device_journal
    WHERE device_id = ${deviceId} ORDER BY n`;
  expect(acts.map(({ act }) => act as string)).toEqual([
    'clerkEnrolled',
    'clerkEnrolled',
    'vaultRecovered',
  ]);
  await expect(sql`UPDATE device_journal SET act = 'nothing'`).rejects.toThrow(
    /history/,
  );
  const waiting = await sql`
    SELECT 1 FROM vault_recoveries
    WHERE device_id = ${deviceId} AND received_at IS NULL`;
  expect(waiting).toHaveLength(0);
});

test('persons on a lost device: a count and receipt numbers, no name', async () => {
  const bench = await anEnrolledDevice();
  const made = must(
    await bench.api.drafts.submit(
      await aFilledDraft(bench.api, { name: '瞿示秀' }),
    ),
  );
  must(await bench.api.drafts.submit(await aFilledDraft(bench.api)));
  await nextRound(bench);
  const { id } = await deviceRow(bench);
  const { ok, lines } = await countPersons(context, { device: id });
  expect(ok).toBe(true);
  expect(lines).toHaveLength(3);
  // Both drafts carry the same identity number.
  expect(lines[0]).toMatch(/2件.*约1人/);
  expect(lines).toContain(made.number);
  expect(lines.join()).not.toContain('瞿示秀');
  expect((await countPersons(context, { device: 'x' })).ok).toBe(false);
  expect((await showDevices(context)).lines.join()).toContain(id);
});

test('three custodians: any two open it, one alone or a wrong word do not', async () => {
  const bench = await anEnrolledDevice();
  const { id: device } = await deviceRow(bench);
  const own = mkdtempSync(join(tmpdir(), 'vsp-custody-'));
  afterAll(() => rmSync(own, { recursive: true }));
  const at = (...lines: string[]) => ({
    context,
    keysDir,
    terminal: typing(...lines),
  });
  expect((await makeRecoveryKey(at('短', '短', '短'))).ok).toBe(false);
  const [one = '', two = '', three = ''] = PHRASES;
  expect((await makeRecoveryKey(at(one, one, two))).ok).toBe(false);
  const before = readFileSync(join(keysDir, 'recovery.json'), 'utf8');
  expect((await makeRecoveryKey(at(one, two, three))).ok).toBe(true);
  expect((await makeRecoveryKey(at(one, two, three))).ok).toBe(false);
  // Neither the old key nor the new one lies in the folder any more.
  const files = readdirSync(keysDir).map((name) =>
    readFileSync(join(keysDir, name), 'utf8'),
  );
  const { d } = JSON.parse(before) as { d: string };
  expect(files.join()).not.toContain(d);
  expect(readdirSync(keysDir)).not.toContain('recovery.json');
  const fresh = await loadCountyKeys(keysDir, COUNTY);
  expect(fresh.recovery.kid).not.toBe(context.keys.recovery.kid);

  const wish = { device, clerk: clerk.id };
  expect((await recover(at('1+2', one, three), wish)).ok).toBe(false);
  expect((await recover(at('1+2', one, ''), wish)).ok).toBe(false);
  expect((await recover(at('1'), wish)).ok).toBe(false);
  // What was sealed to the key of the first start is recovered all the same.
  for (const [pair, ...phrases] of [
    ['1+2', one, two],
    ['1+3', one, three],
    ['2+3', two, three],
  ] as const)
    expect((await recover(at(pair, ...phrases), wish)).ok).toBe(true);
}, 180_000);

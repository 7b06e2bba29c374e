import { base64url, decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { CaseView } from '../../../src/device/device-api.ts';
import type { DirectoryDevice } from '../../../src/protocol/directory.ts';
import {
  aDevice,
  aFilledDraft,
  anEnrolledDevice,
  must,
  nextRound,
  now,
  PIN,
  type Bench,
} from '../a-device.ts';
import { FakeCounty } from '../fake-county.ts';

const DAY_MS = 86_400_000;

/** Takes a case in; gives the whole text of its receipt's code. */
async function takesIn({ api }: Pick<Bench, 'api'>): Promise<string> {
  const draftId = await aFilledDraft(api);
  const { caseId } = must(await api.drafts.submit(draftId));
  const view = await now<CaseView | null>((told) =>
    api.cases.watchOne(caseId, told),
  );
  if (view === null) throw new Error('no case');
  return view.receipt.qr;
}

/** Another device of the same county, which speaks to a fake of its own. */
async function another({ county }: Bench): Promise<Bench> {
  const { root, ticketKey, intake, recovery } = county;
  const same = Object.assign(await FakeCounty.open(), {
    root,
    ticketKey,
    intake,
    recovery,
  });
  const bench = await aDevice({}, same);
  const ticket = await same.ticket({ deviceNumber: 3 });
  must(await bench.api.device.readTicket(ticket));
  must(await bench.api.device.enrol(PIN));
  await bench.api.sync.now();
  return bench;
}

/** The county's entry of the device that enrolled first. */
function entryOf({ county }: Bench): DirectoryDevice {
  const [request] = county.enrolments;
  if (request === undefined) throw new Error('nobody has enrolled');
  const { x, y } = request.authorKey;
  return {
    id: request.deviceId,
    station: '422825102205',
    number: 2,
    keys: [{ x, y }],
  };
}

/** Fetches what the county publishes now; then the line is gone. */
async function holds(bench: Bench, directory: DirectoryDevice[]) {
  bench.county.directory = directory;
  bench.passMs(DAY_MS);
  await nextRound(bench);
  bench.county.fault = () => Promise.reject(new TypeError('no network'));
}

/** A first device that gives receipts, and a second that judges them offline. */
async function two() {
  const giver = await anEnrolledDevice();
  const judge = await another(giver);
  const qr = await takesIn(giver);
  return { giver, judge, qr, entry: entryOf(giver) };
}

describe('a receipt of another device, judged without a network', () => {
  it('is genuine by the signed directory, whatever address its code begins with', async () => {
    const { judge, qr, entry } = await two();
    await holds(judge, [entry]);
    const genuine = {
      verdict: 'genuine',
      stationCode: '422825102205',
      matterName: '城乡居民基本养老保险待遇申领',
      takenInAt: '2026-11-25T02:00:00.000Z',
    };
    const checked = await judge.api.receipts.check(qr);
    expect(checked).toMatchObject(genuine);
    expect(checked).toHaveProperty('number', expect.stringMatching(/^\d{27}$/));
    const jws = qr.slice(qr.indexOf('#') + 1);
    for (const text of [jws, ` https://www.example.cn/r#${jws}\n`])
      expect(await judge.api.receipts.check(text)).toMatchObject(genuine);
  });

  it('with one letter of what it says changed is not genuine', async () => {
    const { judge, qr, entry } = await two();
    await holds(judge, [entry]);
    const [head, , signature] = qr.split('#')[1]?.split('.') ?? [];
    const claims = JSON.stringify({
      ...decodeJwt(qr.split('#')[1] ?? ''),
      seq: 9,
    });
    const changed = [head, base64url.encode(claims), signature].join('.');
    expect(await judge.api.receipts.check(changed)).toMatchObject({
      verdict: 'notGenuine',
      why: 'signature',
    });
  });

  it('cannot be told before the directory came, or of a device that is not in it', async () => {
    const { judge, qr } = await two();
    expect(await judge.api.receipts.check(qr)).toMatchObject({
      verdict: 'unverified',
      why: 'noDirectory',
    });
    await holds(judge, []);
    expect(await judge.api.receipts.check(qr)).toEqual({
      verdict: 'unverified',
      why: 'unknownDevice',
      directoryOf: '2026-11-25T02:00:00.000Z',
    });
  });

  it('of a device that was revoked is genuine from before, and not from then on', async () => {
    const { giver, judge, qr, entry } = await two();
    const endedAt = '2026-11-25T12:00:00.000Z';
    giver.passMs(DAY_MS);
    const late = await takesIn(giver);
    await holds(judge, [{ ...entry, endedAt }]);
    expect(await judge.api.receipts.check(qr)).toMatchObject({
      verdict: 'genuine',
    });
    expect(await judge.api.receipts.check(late)).toEqual({
      verdict: 'notGenuine',
      why: 'ended',
      endedAt,
    });
  });

  it('of a key that has left its device stands up to the place it left at', async () => {
    const { giver, judge, qr, entry } = await two();
    const later = await takesIn(giver);
    const keys = entry.keys.map((key) => ({ ...key, lastSeq: 1 }));
    await holds(judge, [{ ...entry, keys }]);
    expect(await judge.api.receipts.check(qr)).toMatchObject({
      verdict: 'genuine',
    });
    expect(await judge.api.receipts.check(later)).toMatchObject({
      verdict: 'notGenuine',
      why: 'keyLeft',
    });
  });

  it("with another device's number cannot be told here", async () => {
    const { judge, qr, entry } = await two();
    await holds(judge, [{ ...entry, number: 7 }]);
    expect(await judge.api.receipts.check(qr)).toMatchObject({
      verdict: 'unverified',
      why: 'otherNumber',
    });
  });
});

it('a device knows its own receipts, before any directory', async () => {
  const bench = await anEnrolledDevice();
  expect(await bench.api.receipts.check(await takesIn(bench))).toMatchObject({
    verdict: 'genuine',
  });
});

it('a number alone, or anything else, is no receipt', async () => {
  const bench = await anEnrolledDevice();
  const check = (text: string) => bench.api.receipts.check(text);
  expect(await check('4228 2510 2205 2611 25 002 0007 14')).toEqual({
    verdict: 'noReceipt',
    isNumber: true,
  });
  for (const text of ['', '你好', 'https://example.cn/r#a.b.c', '4228'])
    expect(await check(text)).toEqual({
      verdict: 'noReceipt',
      isNumber: false,
    });
});

describe('the directory', () => {
  const asked = ({ county }: Bench) =>
    county.requests.filter((each) => each === 'GET /api/v1/directory').length;

  it('is asked for once a day, also of a county that has none', async () => {
    const bench = await anEnrolledDevice();
    await nextRound(bench);
    await nextRound(bench);
    expect(asked(bench)).toBe(1);
    bench.passMs(DAY_MS);
    await nextRound(bench);
    expect(asked(bench)).toBe(2);
  });

  it('that somebody else signed, or an earlier one, never takes the place of the one here', async () => {
    const { judge, qr, entry } = await two();
    await holds(judge, [entry]);
    const { county } = judge;
    county.fault = undefined;
    county.nowMs -= 7 * DAY_MS;
    await holds(judge, []);
    expect(await judge.api.receipts.check(qr)).toMatchObject({
      verdict: 'genuine',
    });
    county.fault = undefined;
    county.nowMs += 30 * DAY_MS;
    const { root } = county;
    Object.assign(county, { root: county.ticketKey });
    await holds(judge, []);
    Object.assign(county, { root });
    expect(await judge.api.receipts.check(qr)).toMatchObject({
      verdict: 'genuine',
    });
  });
});

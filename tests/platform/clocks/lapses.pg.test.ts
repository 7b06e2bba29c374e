// What applicants owe and nobody brings, with real devices: what is over for good, what
// may still be under way, and what a person lets count all the same.
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { lapseCorrections } from '../../../src/platform/clocks/lapse-corrections.ts';
import { watchDeficiencies } from '../../../src/platform/clocks/watch-deficiencies.ts';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { settleHeld } from '../../../src/platform/intake/settle-held.ts';
import { decide as decideCase } from '../../../src/platform/review/decide.ts';
import { readCase } from '../../../src/platform/review/read-case.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import {
  aCase,
  anAct,
  answer,
  correction,
  decide,
  historyOf,
  send,
} from '../intake/a-case.ts';
import { handler, reviewer } from '../review/a-township.ts';

/** The day that it is due; 10 working days on is 23 December. */
const DUE = '2026-12-09';
const TOWN = '422825201';
const at = (day: string) => `${day}T02:00:00.000Z`;
const moment = (day: string) => ({
  wallTime: at(day),
  monotonicMs: 1,
  bootId: '019b0000-0000-7000-8000-000000000000',
  lastHeardAt: at('2026-12-01'),
});

const platform = await startTestPlatform();
const { context } = platform;
const [FIRST, ...OTHERS] = [
  '422825201237',
  '422825101201',
  '422825101212',
  '422825102206',
  '422825102249',
  '422825201200',
] as const;

/** A case that waits for an answer, of a station with no other devices. */
async function waiting(station: string) {
  platform.setNow(at('2026-12-01'));
  const device = await TestDevice.ready(platform, station);
  const submit = await aCase(device, { madeAt: moment('2026-12-01') });
  const n = await decide(platform, submit.caseId, correction(DUE));
  const history = () => historyOf(platform, submit.caseId);
  return {
    device,
    submit,
    n,
    history,
    /** One turn of what the platform does by itself; whether the case has lapsed. */
    turn: async (day: string) => {
      platform.setNow(at(day));
      await lapseCorrections(context);
      return (await history()).includes('correctionLapsed');
    },
    contact: async (day: string) => {
      platform.setNow(at(day));
      await device.open();
    },
  };
}

test('race: a correction lapses when the village has been in contact after its day and had no answer', async () => {
  const { turn, contact, history } = await waiting(FIRST);
  await contact(DUE);
  expect(await turn(DUE)).toBe(false);
  expect(await turn('2026-12-10')).toBe(false);
  await contact('2026-12-10');
  expect(await turn('2026-12-10')).toBe(true);
  await turn('2026-12-11');
  expect(await history()).toEqual([
    'received',
    'correctionRequested',
    'correctionLapsed',
  ]);
});

test('race: without contact the lapse is provisional for ten working days', async () => {
  const { turn } = await waiting(OTHERS[0]);
  expect(await turn('2026-12-23')).toBe(false);
  expect(await turn('2026-12-24')).toBe(true);
});

test('race: an answer that its device had at the contact and could not send yet is waited for', async () => {
  const { device, submit, n, turn, contact, history } = await waiting(
    OTHERS[1],
  );
  const envelope = await anAct(device, submit, {
    ...answer(n),
    madeAt: moment(DUE),
  });
  await contact('2026-12-10');
  expect(await turn('2026-12-11')).toBe(false);
  await contact('2026-12-11');
  expect(await send(device, envelope)).toMatchObject([{ result: 'applied' }]);
  await turn('2026-12-24');
  expect(await history()).toEqual([
    'received',
    'correctionRequested',
    'correctionAnswered',
  ]);
});

test('race: all devices of the station count, and one that was shut out does not', async () => {
  const { turn, contact } = await waiting(OTHERS[2]);
  platform.setNow(at('2026-12-01'));
  const second = await TestDevice.ready(platform, OTHERS[2]);
  await contact('2026-12-10');
  expect(await turn('2026-12-10')).toBe(false);
  await context.sql`
    UPDATE devices SET state = 'revoked' WHERE device_id = ${second.id}`;
  expect(await turn('2026-12-10')).toBe(true);
});

test('race: a station without a working device is waited for as long as one that was not heard', async () => {
  const { turn } = await waiting(OTHERS[0]);
  await context.sql`
    UPDATE devices SET state = 'revoked' WHERE station_code = ${OTHERS[0]}`;
  expect(await turn('2026-12-10')).toBe(false);
  expect(await turn('2026-12-23')).toBe(false);
  expect(await turn('2026-12-24')).toBe(true);
});

test('race: an answer held as late stops the lapse, and one that comes after it is held; a person may let either count', async () => {
  const { device, submit, n, turn, contact, history } = await waiting(
    OTHERS[3],
  );
  await turn('2026-12-24');
  const envelope = await anAct(device, submit, {
    ...answer(n),
    madeAt: moment(DUE),
  });
  await contact('2026-12-25');
  expect(await send(device, envelope)).toMatchObject([
    { result: 'held', code: 'lateAnswer' },
  ]);
  const settled = await settleHeld(context, {
    operationId: envelope.id,
    by: '舒示贵',
    decision: 'apply',
    reason: '路断了，材料是期限内交的',
  });
  expect(settled).toMatchObject({
    ok: true,
    value: [{ judgement: { result: 'applied' } }],
  });
  expect((await history()).slice(-3)).toEqual([
    'correctionLapsed',
    'operationHeld',
    'correctionAnswered',
  ]);
  // The case goes on where it stood.
  const read = await readCase(context, reviewer(TOWN), submit.caseId);
  expect(read).toMatchObject({ value: { row: { display: 'received' } } });

  const other = await waiting(OTHERS[4]);
  const late = await anAct(other.device, other.submit, {
    ...answer(other.n),
    madeAt: moment('2026-12-10'),
  });
  await other.contact('2026-12-10');
  expect(await send(other.device, late)).toMatchObject([
    { result: 'held', code: 'lateAnswer' },
  ]);
  expect(await other.turn('2026-12-24')).toBe(false);
  await settleHeld(context, {
    operationId: late.id,
    by: '舒示贵',
    decision: 'refuse',
    reason: '过了期限',
  });
  expect(await other.turn('2026-12-24')).toBe(true);
});

test('a paper put off is reminded of once, marked when its day is over, and keeps the conclusion until a person decides', async () => {
  platform.setNow(at('2026-12-01'));
  const device = await TestDevice.ready(platform, FIRST);
  const submit = await aCase(device, {
    madeAt: moment('2026-12-01'),
    papers: [
      {
        how: 'deficiency',
        paperId: 'V14-M5',
        dueOn: DUE,
        signature: {
          sha256: createHash('sha256').update(randomBytes(8)).digest('hex'),
          key: randomBytes(32).toString('base64url'),
          bytes: 1000,
          mediaType: 'image/png',
        },
      },
    ],
  });
  const { caseId } = submit;
  await decide(platform, caseId, {
    kind: 'accepted',
    promisedBy: null,
    withDeficiency: true,
  });
  const turn = async (day: string) => {
    platform.setNow(at(day));
    return await watchDeficiencies(context);
  };
  expect(await turn('2026-12-03')).toBe(0);
  expect(await turn('2026-12-04')).toBe(1);
  expect(await turn('2026-12-07')).toBe(0);
  const reminded = (await readEvents(context.sql, COUNTY, caseId)).at(-1);
  expect(reminded?.body).toEqual({
    kind: 'deficiencyReminded',
    papers: ['V14-M5'],
    dueOn: DUE,
  });
  expect(await turn('2026-12-10')).toBe(0);
  await device.open();
  expect(await turn('2026-12-10')).toBe(1);
  expect(await turn('2026-12-30')).toBe(0);

  const open = async () => {
    const read = await readCase(context, reviewer(TOWN), caseId);
    if (!read.ok) throw new Error(read.code);
    return read.value;
  };
  const { findings, row } = await open();
  expect(row.display).toBe('acceptedWithDeficiency');
  expect(findings).toContainEqual({ code: 'deficiencyLapsed', path: 'V14-M5' });
  const conclude = {
    act: 'conclude',
    version: row.version + 1,
    result: '批准',
    pickup: null,
    note: '',
  } as const;
  await decideCase(context, reviewer(TOWN), {
    caseId,
    decision: { act: 'dispatch', version: row.version },
  });
  expect(
    await decideCase(context, handler('county-civil'), {
      caseId,
      decision: conclude,
    }),
  ).toMatchObject({ code: 'materialsMissing', missing: ['V14-M5'] });

  // What comes late closes the gap all the same.
  const later = await anAct(device, submit, {
    kind: 'supplement',
    papers: [{ how: 'seen', paperId: 'V14-M5', seenAt: at('2026-12-10') }],
    signatures: [],
    madeAt: moment('2026-12-10'),
  });
  await device.open();
  expect(await send(device, later)).toMatchObject([{ result: 'applied' }]);
  expect((await open()).findings.map(({ code }) => code)).not.toContain(
    'deficiencyLapsed',
  );
});

// Last, for nothing takes it back.
test('nothing lapses within fourteen days of a restore', async () => {
  const { turn } = await waiting(OTHERS[2]);
  await context.sql`
    INSERT INTO epoch_names (county, name, is_own, at)
    VALUES (${COUNTY}, 'restored', true, ${at('2026-12-20')})`;
  expect(await turn('2026-12-24')).toBe(false);
  expect(await turn('2027-01-05')).toBe(true);
});

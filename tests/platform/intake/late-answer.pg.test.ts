import { expect, test } from 'vitest';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { aCase, anAct, answer, correction, decide, send } from './a-case.ts';

const platform = await startTestPlatform();

/** The day that a correction is due; 10 working days on is 23 December. */
const DUE = '2026-12-09';
const at = (day: string) => `${day}T02:00:00.000Z`;
const moment = (day: string, lastHeard: string | null) => ({
  wallTime: at(day),
  monotonicMs: 1,
  bootId: '019b0000-0000-7000-8000-000000000000',
  lastHeardAt: lastHeard === null ? null : at(lastHeard),
});

/** A device with a case that waits for an answer. */
async function waiting() {
  platform.setNow(at('2026-12-01'));
  const device = await TestDevice.ready(platform, '422825201237');
  const submit = await aCase(device, {
    madeAt: moment('2026-12-01', null),
  });
  const n = await decide(platform, submit.caseId, correction(DUE));
  return {
    device,
    make: async (day: string, lastHeard = '2026-12-01') =>
      await anAct(device, submit, {
        ...answer(n),
        madeAt: moment(day, lastHeard),
      }),
    arrive: async (
      day: string,
      envelope: Awaited<ReturnType<typeof anAct>>,
    ) => {
      platform.setNow(at(day));
      await device.open();
      return await send(device, envelope);
    },
  };
}

const late = [{ result: 'held', code: 'lateAnswer' }];
const inTime = [{ result: 'applied' }];

test('an answer handed over in time counts, though it arrives ten working days after', async () => {
  const { make, arrive } = await waiting();
  expect(await arrive('2026-12-23', await make(DUE))).toMatchObject(inTime);
});

test('an answer that arrives later than that is held for a person', async () => {
  const { make, arrive } = await waiting();
  expect(await arrive('2026-12-24', await make(DUE))).toMatchObject(late);
});

test('an answer made after its day is late, by its own clock or by what it had heard', async () => {
  const own = await waiting();
  expect(
    await own.arrive('2026-12-11', await own.make('2026-12-10')),
  ).toMatchObject(late);
  const heard = await waiting();
  expect(
    await heard.arrive('2026-12-11', await heard.make(DUE, '2026-12-10')),
  ).toMatchObject(late);
});

test('a device that was in contact after the day without it did not have it', async () => {
  const { device, make, arrive } = await waiting();
  platform.setNow(at('2026-12-10'));
  await device.open();
  expect(await arrive('2026-12-11', await make(DUE))).toMatchObject(late);
});

test('a copied delivery key alone makes no answer late by saying that it was not there', async () => {
  const { device, make, arrive } = await waiting();
  platform.setNow(at('2026-12-10'));
  await device.open({ seq: 1 }, { locked: true });
  expect(await arrive('2026-12-11', await make(DUE))).toMatchObject(inTime);
});

test('a device that had it at its contacts and could not send it yet is in time', async () => {
  const { device, make, arrive } = await waiting();
  const envelope = await make(DUE);
  platform.setNow(at('2026-12-10'));
  await device.open();
  expect(await arrive('2026-12-11', envelope)).toMatchObject(inTime);
});

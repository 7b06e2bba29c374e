import { expect, test } from 'vitest';
import { listReceiptAlarms } from '../../../src/platform/receipts/list-alarms.ts';
import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import type { StaffRole } from '../../../src/protocol/review.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { send } from '../intake/a-case.ts';

const platform = await startTestPlatform();
const { context } = platform;
const person = (role: StaffRole, audience: string): Principal => ({
  accountId: role,
  name: role,
  roles: [{ role, audience }],
});
const administrator = person('administrator', 'county');
const ofTown = person('reviewer', 'township:422825201');
const ofAnother = person('reviewer', 'township:422825102');

const show = async (receipt: string) =>
  await readReceiptStatus(context, { receipt }, '203.0.113.7');
async function alarms(principal: Principal, after: string | null = null) {
  const page = await listReceiptAlarms(context, principal, after);
  return page.ok ? page.value.rows : page.code;
}

test('a receipt shown whose case has not arrived is an alarm of its township and the county, until the case is there', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  const operation = device.submitOperation();
  const envelope = await device.make(operation);
  const receipt = await device.receipt(envelope, operation);
  expect(await alarms(administrator)).toEqual([]);

  platform.setNow('2026-12-01T02:00:00Z');
  await show(receipt);
  platform.setNow('2026-12-03T02:00:00Z');
  await show(receipt);
  const alarm = {
    number: operation.number,
    matterName: '高龄津贴申领',
    stationName: '洗马坪村',
    townName: '长潭河侗族乡',
    intakeAt: operation.madeAt.wallTime,
    firstShownAt: '2026-12-01T02:00:00.000Z',
    lastShownAt: '2026-12-03T02:00:00.000Z',
    times: 2,
  };
  expect(await alarms(administrator)).toEqual([alarm]);
  expect(await alarms(ofTown)).toEqual([alarm]);
  expect(await alarms(ofAnother)).toEqual([]);
  expect(await alarms(administrator, operation.number)).toEqual([]);
  expect(await alarms(person('clerk', 'station:422825201237'))).toBe(
    'forbidden',
  );

  await device.open();
  expect(await send(device, envelope)).toMatchObject([{ result: 'applied' }]);
  expect(await alarms(administrator)).toEqual([]);
  // Shown again, it has its case.
  await show(receipt);
  expect(await alarms(administrator)).toEqual([]);
});

test('work that is held has arrived, and what is no genuine receipt raises nothing', async () => {
  const device = await TestDevice.ready(platform, '422825201237');
  await context.sql`
    UPDATE devices SET state = 'revoked' WHERE device_id = ${device.id}`;
  const operation = device.submitOperation();
  const envelope = await device.make(operation);
  await show(await device.receipt(envelope, operation));
  expect(await alarms(administrator)).toMatchObject([
    { number: operation.number },
  ]);
  expect(await send(device, envelope)).toMatchObject([
    { result: 'held', code: 'revoked' },
  ]);
  expect(await alarms(administrator)).toEqual([]);

  const stranger = await TestDevice.unenrolled(platform, '422825201237');
  const other = stranger.submitOperation();
  await show(await stranger.receipt(await stranger.make(other), other));
  expect(await alarms(administrator)).toEqual([]);
});

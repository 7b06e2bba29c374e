// A village's stick at the township: whatever is whole in it is taken in, once. What
// is torn, comes twice or is not the device's own has a file each beside this one.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import { listImports } from '../../../src/platform/imports/list-imports.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { stickRecords } from '../../support/stick-builder.ts';
import { aCase } from './a-case.ts';
import { inPieces, reviewer, startTownship, STATION } from './a-township.ts';

const { platform, takeRecords, casesOf, isWholeHere } = await startTownship();
const { context } = platform;

test('a stick brings cases and photographs of a device that the county knows', async () => {
  const device = await TestDevice.ready(platform, STATION);
  const made = [await aCase(device), await aCase(device)];
  const summary = await takeRecords(
    await stickRecords(device, {
      batches: made.map(({ envelope }) => [envelope]),
      materials: made.map(({ photograph }) => photograph),
    }),
  );
  expect(summary).toMatchObject({
    by: '舒示贵',
    cases: { received: 2, byNetwork: 0, byFile: 0 },
    operations: {
      received: 2,
      alreadyHere: 0,
      held: 0,
      refused: 0,
      waiting: 0,
      unproven: 0,
    },
    materials: { received: 2, alreadyHere: 0, unproven: 0 },
    damagedRecords: 0,
    torn: false,
    forged: 0,
    enrolmentProblems: [],
  });
  expect(summary.files).toMatchObject([
    { deviceId: device.id, stationCode: STATION, part: 1, missingParts: [] },
  ]);
  expect(await casesOf(device)).toHaveLength(2);
  for (const { photograph } of made)
    expect(await isWholeHere(photograph)).toBe(true);
  const list = await listImports(context, reviewer);
  expect(list.ok && list.value.imports[0]).toEqual(summary);
});

test('a file of another kind is said to be none', async () => {
  const result = await importFile(
    context,
    reviewer,
    inPieces(randomBytes(100_000)),
  );
  expect(result).toEqual({ ok: false, code: 'importUnreadable' });
});

test('nobody without the permission takes a stick in or sees the list', async () => {
  const nobody: Principal = { accountId: 'S9', name: '某', roles: [] };
  expect(await importFile(context, nobody, inPieces(randomBytes(10)))).toEqual({
    ok: false,
    code: 'forbidden',
  });
  expect(await listImports(context, nobody)).toEqual({
    ok: false,
    code: 'forbidden',
  });
});

// The same matter filed at two villages, once a person has made one of them: whoever
// holds either receipt learns how the one goes on, and either number finds it.
import { expect, test } from 'vitest';
import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import { listCases } from '../../../src/platform/review/worklist.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { ACCEPTED, decide, send } from '../intake/a-case.ts';
import { reviewer } from '../review/a-township.ts';

const platform = await startTestPlatform();
const { context } = platform;

test('race: both numbers of a joined matter resolve, by receipt, by code and by search', async () => {
  const [first, second] = await Promise.all(
    ['422825201237', '422825102206'].map(async (station) => {
      const device = await TestDevice.ready(platform, station);
      const operation = device.submitOperation();
      const envelope = await device.make(operation);
      await send(device, envelope);
      const caseId = envelope.caseId ?? '';
      const receipt = await device.receipt(envelope, operation);
      return { ...operation, caseId, receipt };
    }),
  );
  if (first === undefined || second === undefined) throw new Error('two');
  await decide(platform, second.caseId, {
    kind: 'joined',
    caseId: first.caseId,
    number: first.number,
    goesOn: false,
  });
  await decide(platform, first.caseId, {
    kind: 'joined',
    caseId: second.caseId,
    number: second.number,
    goesOn: true,
  });
  await decide(platform, first.caseId, ACCEPTED);

  for (const { number, receipt, queryCode } of [first, second]) {
    const asked = [
      { receipt },
      { last9: number.slice(-9), queryCode },
    ] as const;
    for (const request of asked)
      expect(
        await readReceiptStatus(context, request, '203.0.113.7'),
      ).toMatchObject({
        ok: true,
        // The holder is told of the number that is on his paper.
        value: { arrived: true, number, status: { display: 'accepted' } },
      });
    for (const search of [number, number.slice(-9)]) {
      const found = await listCases(context, reviewer('422825201'), {
        status: undefined,
        search,
        before: undefined,
      });
      expect(
        found.ok && found.value.rows.map(({ caseId }) => caseId),
      ).toContain(first.caseId);
    }
  }
});

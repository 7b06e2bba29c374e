// Operations as every release has written them, kept for ever: a village that was
// cut off for a year hands in what it made then.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import { OPERATION_KINDS } from '../../../src/domain/cases/operation.ts';
import { publishCatalogue } from '../../../src/platform/catalogue/publish-catalogue.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';
import { ACCEPTED, correction, decide, historyOf, send } from './a-case.ts';

const FIXTURES = 'tests/fixtures/operations';
const DATA = 'src/domain/catalogue/data';
const concluded: EventBody = {
  kind: 'concludedApproved',
  result: 'x',
  pickup: '洗马坪村',
  note: '',
};

type Schema = Envelope['schema'];
type Kept = Record<string, Record<string, unknown>>;

const releases = readdirSync(FIXTURES).map((name) => {
  const { release, operations } = JSON.parse(
    readFileSync(`${FIXTURES}/${name}`, 'utf8'),
  ) as { release: string; operations: Kept };
  return { release, operations };
});

test.each(releases)(
  'guarantee 8: every operation of release $release is taken in, though the county has published anew since',
  async ({ operations }) => {
    const platform = await startTestPlatform();
    await publishAnew();
    const device = await TestDevice.ready(platform, '422825201237');
    let before: Envelope | undefined;
    const hand = async (schema: Schema) => {
      const envelope = await device.make(operations[schema], {
        schema,
        ...(schema.startsWith('journal')
          ? { caseId: null }
          : before && { caseId: before.caseId, casePrev: before.id }),
      });
      const [result] = await send(device, envelope);
      expect({ schema, ...result }).toMatchObject({ result: 'applied' });
      if (envelope.caseId !== null) before = envelope;
    };
    const happens = async (body: EventBody) =>
      await decide(platform, before?.caseId ?? '', body);

    await hand('submit@1');
    await hand('supplement@1');
    await happens(correction('2026-12-09'));
    await hand('answerCorrection@1');
    await hand('updateContact@1');
    const first = before;
    await happens(ACCEPTED);
    await happens(concluded);
    await hand('confirmDelivery@1');
    await hand('rate@1');
    await hand('journal@1');
    expect(await historyOf(platform, first?.caseId ?? null)).toEqual([
      'received',
      'supplemented',
      'correctionRequested',
      'correctionAnswered',
      'contactUpdated',
      'accepted',
      'concludedApproved',
      'delivered',
      'rated',
    ]);

    // A case of its own for the one act that ends it.
    before = await device.make(device.submitOperation());
    await send(device, before);
    await hand('withdraw@1');

    async function publishAnew() {
      const read = (name: string): Record<string, unknown> =>
        JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8')) as Record<
          string,
          unknown
        >;
      const next = { ...read('matters.json'), version: '9.0' };
      const { context } = platform;
      await publishCatalogue(context, next, read('calendar.json'));
    }
  },
);

test('of each kind that can be made today, the operation of the last release is kept', () => {
  const kept = releases.flatMap(({ operations }) => Object.keys(operations));
  for (const kind of OPERATION_KINDS)
    expect(kept.some((schema) => schema.startsWith(`${kind}@`))).toBe(true);
});

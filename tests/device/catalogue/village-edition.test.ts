import * as fc from 'fast-check';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/domain/cases/answers.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import type { Matter } from '../../../src/domain/catalogue/matter-schema.ts';
import { examineForm } from '../../../src/domain/rules/examine-form.ts';
import { findFindings } from '../../../src/platform/intake/find-findings.ts';
import { toGb18030 } from '../../../src/platform/http/routes/gb18030.ts';
import {
  DETACHED_JOSE,
  VILLAGE_EDITION,
  VILLAGE_EDITION_GB,
} from '../../../src/protocol/published-catalogue.ts';
import { theCatalogue } from '../../domain/catalogue/the-catalogue.ts';
import { demoSamples } from '../../domain/rules/demo-samples.ts';
import { aDevice, must, type Bench } from '../a-device.ts';
import { FakeCounty } from '../fake-county.ts';
import { eventually } from '../../support/eventually.ts';

const whole = theCatalogue();
const codes = whole.matters.map(({ code }) => code);

async function aDeviceWithCatalogue(county?: FakeCounty) {
  const bench = await aDevice({}, county);
  await eventually(async () =>
    expect(await bench.api.catalogue.matters()).toHaveLength(32),
  );
  return bench;
}

const keptText = async ({ device }: Bench) =>
  (await device.store.db.catalogues.toArray())[0]?.jws ?? '';

/** The demo resident's answers, some of them otherwise: gone, another's, another option. */
function answersTo({ code, fields }: Matter): fc.Arbitrary<Answers> {
  const answers = demoSamples.samples[code]?.answers ?? {};
  const others = Object.values(demoSamples.samples);
  const change = fc
    .constantFrom(...fields)
    .chain(({ id, options = [] }): fc.Arbitrary<[string, Answer]> => {
      const values: Answer[] = ['', '0', '2026-11-24', ...options];
      for (const other of others) {
        const value = other.answers[id];
        if (value !== undefined) values.push(value);
      }
      return fc.tuple(fc.constant(id), fc.constantFrom(...values));
    });
  return fc
    .array(change, { maxLength: 6 })
    .map((changes) => ({ ...answers, ...Object.fromEntries(changes) }));
}

describe('the village edition of a catalogue', async () => {
  const bench = await aDeviceWithCatalogue();
  const calendar = must(await bench.api.catalogue.calendar('test-1'));

  it('is what a device asks for, takes on the signature of the root and keeps', async () => {
    expect(decodeJwt(await keptText(bench))).toMatchObject({
      version: 'test-1',
      edition: 'village',
    });
  });

  it.each(codes)(
    '%s: the device finds by it what the county finds by the whole',
    async (code) => {
      const matter = must(await bench.api.catalogue.matter(code));
      const ofCounty = getMatter(whole, code);
      const { today } = demoSamples;
      const context = { today, calendar, demo: true };
      const examined = fc.property(answersTo(ofCounty), (answers) => {
        const given = { answers, papers: [] };
        expect(examineForm(matter, answers, context)).toEqual(
          examineForm(ofCounty, answers, context),
        );
        expect(findFindings(matter, given, context)).toEqual(
          findFindings(ofCounty, given, context),
        );
      });
      fc.assert(examined, { numRuns: 40 });
    },
  );

  it('cites what an operation cites: version, matter and revision', async () => {
    for (const { code, revision } of whole.matters)
      expect(must(await bench.api.catalogue.matter(code))).toMatchObject({
        code,
        revision,
      });
  });

  it('is refused when a letter of it is another', async () => {
    const county = await FakeCounty.open();
    const { fetch } = county;
    let asked = 0;
    const bent: typeof fetch = async (request) => {
      const response = await fetch(request);
      if (response.headers.get('content-type') !== VILLAGE_EDITION_GB)
        return response;
      asked += 1;
      const bytes = await response.arrayBuffer();
      const text = new TextDecoder('gb18030').decode(bytes);
      const bentBytes = toGb18030(text.replace('养老', '抚恤'));
      return new Response(bentBytes, { headers: response.headers });
    };
    const { api, device } = await aDevice({ fetch: bent }, county);
    await expect.poll(() => asked).toBeGreaterThan(0);
    expect(await api.catalogue.matters()).toEqual([]);
    expect(await device.store.db.catalogues.count()).toBe(0);
  });

  it('comes in UTF-8 from a county that says it in nothing else', async () => {
    const county = await FakeCounty.open();
    county.forms = [VILLAGE_EDITION, DETACHED_JOSE];
    const other = await aDeviceWithCatalogue(county);
    expect(decodeJwt(await keptText(other))).toEqual(
      decodeJwt(await keptText(bench)),
    );
  });

  it.each([[[DETACHED_JOSE]], [[]]])(
    'a county that has none (%j) sends the whole, by which the device shows and finds the same',
    async (forms) => {
      const county = await FakeCounty.open();
      county.forms = forms;
      const other = await aDeviceWithCatalogue(county);
      expect(decodeJwt(await keptText(other))).not.toHaveProperty('edition');
      for (const code of codes)
        expect(await other.api.catalogue.matter(code)).toEqual(
          await bench.api.catalogue.matter(code),
        );
      expect(await other.api.catalogue.part('bundles')).toEqual(
        await bench.api.catalogue.part('bundles'),
      );
    },
  );
});

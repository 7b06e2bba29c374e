// A bundle is taken in as one: typed, seen and signed once, and every component that is
// a matter of ours is a case of its own.
import { describe, expect, it } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { examineForm } from '../../../src/domain/rules/examine-form.ts';
import { makeBundleMatter } from '../../../src/domain/bundles/bundle-matter.ts';
import { intoOneForm } from '../../../src/domain/bundles/figures.ts';
import { findMatterByCode } from '../../../src/domain/catalogue/get-matter.ts';
import { theCatalogue } from '../../domain/catalogue/the-catalogue.ts';
import { demoSamples } from '../../domain/rules/demo-samples.ts';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import {
  aPhotograph,
  aSignature,
  anEnrolledDevice,
  must,
  nextRound,
  now,
  PIN,
  startedAnew,
  type Bench,
} from '../a-device.ts';
import type { FakeCounty } from '../fake-county.ts';
import { isBlocking } from '../../../src/domain/rules/answer-issue.ts';

const catalogue = theCatalogue();

/** Who applies, where a bundle asks it in a form of its own. */
const APPLICANTS: Record<'person' | 'organisation', Answers> = {
  person: {
    ...ofApplicant(demoSamples.samples['V01']?.answers ?? {}),
    submitBy: '本人',
  },
  organisation: {
    orgState: '已经登记',
    orgType: '公司',
    orgName: '宣恩县示范公司',
    uscc: '91000000000000078K',
    orgAddress: demoSamples.samples['V01']?.answers['applicantHukou'] ?? '',
    legalRepName: '石示平',
    legalRepIdNo: '000000196501150013',
    legalRepPhone: '0718-0000001',
    handlerIs: '单位经办人',
    handlerName: '谭示江',
    handlerIdNo: '000000197902150019',
    handlerPhone: '0718-0000027',
    mandateScope: '办理本件全部事项',
    mandateUntil: '2027-12-31',
  },
};

function ofApplicant(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([id]) => id.startsWith('applicant')),
  );
}

/** Those of an example stand for ages alone, and nobody has them. */
function withoutNumbers(answers: Answers = {}): Answers {
  return Object.fromEntries(
    Object.entries(answers).filter(([id]) => id !== 'applicantIdNo'),
  );
}

/** A bundle's draft of its example, filled in, everything seen, signed. */
async function aFilledBundle(api: DeviceApi, code: string) {
  const bundle = catalogue.bundles.find((each) => each.code === code);
  if (bundle === undefined) throw new Error(`no bundle ${code}`);
  const draftId = must(await api.drafts.create(code));
  const { answers: questions, forms } = bundle.example;
  const { form } = makeBundleMatter(catalogue, bundle, questions);
  const kind = bundle.applicant ?? 'person';
  const samples = Object.fromEntries(
    form.chosen.flatMap((each) => {
      const sample =
        'matter' in each ? demoSamples.samples[each.matter] : undefined;
      return 'matter' in each && sample !== undefined
        ? [
            [
              each.matter,
              { ...sample.answers, ...withoutNumbers(forms[each.matter]) },
            ],
          ]
        : [];
    }),
  );
  const answers: Answers = {
    ...questions,
    ...intoOneForm(form, samples),
    ...intoOneForm(form, {
      applicant: { ...APPLICANTS[kind], ...forms['applicant'] },
    }),
  };
  // A newborn has no number yet.
  if (code === 'B02') delete answers['V06_applicantIdNo'];
  must(await api.drafts.saveAnswers(draftId, answers));
  const { catalogueVersion } = must(await api.drafts.read(draftId));
  const matter = must(
    await api.catalogue.matter(code, catalogueVersion, answers),
  );
  const { ruling, issues } = examineForm(matter, answers, {
    today: demoSamples.today,
    calendar: must(await api.catalogue.calendar(catalogueVersion)),
    demo: true,
  });
  return { bundle, draftId, form, answers, ruling, issues };
}

async function signed(
  api: DeviceApi,
  {
    draftId,
    ruling,
  }: Pick<Awaited<ReturnType<typeof aFilledBundle>>, 'draftId' | 'ruling'>,
) {
  for (const { id, source, handling } of ruling.papers.asked) {
    if (source === 'generated') continue;
    if (handling === 'view') must(await api.drafts.markSeen(draftId, id));
    else must(await api.drafts.addPhotograph(draftId, id, aPhotograph()));
  }
  must(await api.drafts.saveSignature(draftId, aSignature()));
}

describe.each(catalogue.bundles)('$code $name', ({ code }) => {
  it('is opened, merged, computed and taken in', async () => {
    const { api } = await anEnrolledDevice();
    const filled = await aFilledBundle(api, code);
    const { bundle, draftId, form } = filled;
    expect(filled.issues.filter(isBlocking)).toEqual([]);
    const before = must(await api.bundles.read(draftId));
    expect(before.parts.filter(({ isChosen }) => isChosen)).toHaveLength(
      bundle.computed.components.length,
    );
    await signed(api, filled);
    const submitted = must(await api.drafts.submit(draftId));
    const ours = form.chosen.flatMap((each) =>
      'matter' in each ? each.matter : [],
    );
    const after = must(await api.bundles.read(draftId));
    const taken = after.parts.filter((part) => part.case !== null);
    const waiting = after.parts.filter((part) => part.waitingDraftId !== null);
    expect([...taken, ...waiting].map(({ id }) => id).sort()).toEqual(
      [...ours].sort(),
    );
    expect(after.takenInAt).not.toBeNull();
    expect(submitted.caseId === '').toBe(taken.length === 0);
    expect(await now(api.cases.watch)).toHaveLength(taken.length);
  });
});

describe('a bundle taken in', () => {
  /** 身后一件事 of its example: three papers photographed. */
  async function takenIn(judge?: FakeCounty['judge']) {
    const bench = await anEnrolledDevice();
    const { api } = bench;
    if (judge !== undefined) bench.county.judge = judge;
    const filled = await aFilledBundle(api, 'B01');
    const { draftId, ruling } = filled;
    for (const { id, source } of ruling.papers.asked)
      if (source === 'citizen')
        must(await api.drafts.addPhotograph(draftId, id, aPhotograph()));
    must(await api.drafts.saveSignature(draftId, aSignature()));
    must(await api.drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
    const first = must(await api.drafts.submit(draftId)).caseId;
    const cases = must(await api.cases.visit(first));
    return { ...bench, ...filled, first, cases };
  }

  it('its cases name one bundle and one sitting, in their order, and the county has a photograph of all of them once', async () => {
    const { api, county, draftId, first, cases, device } = await takenIn();
    const { store } = device;
    expect(cases.map(({ matterCode }) => matterCode)).toEqual(['V22', 'V04']);
    const before = await store.db.materials.toArray();
    // Three papers and one hand under both applications.
    expect(before).toHaveLength(4);
    await nextRound({ api });
    const submits = [...county.operations.values()].flatMap(({ operation }) =>
      operation.kind === 'submit' ? [operation] : [],
    );
    const [death, pension] = submits;
    expect(submits.map(({ bundleId }) => bundleId)).toEqual([draftId, draftId]);
    expect(pension?.visitId).toBe(first);
    expect(death?.bundle?.code).toBe('B01');
    expect(death?.bundle?.parts).toHaveLength(10);
    const pages = (submit: typeof death, paperId: string) => {
      const paper = submit?.papers.find((each) => each.paperId === paperId);
      return paper?.how === 'photo' ? paper.pages.map((p) => p.sha256) : [];
    };
    expect(pages(death, 'V22-M4')).toHaveLength(1);
    expect(pages(pension, 'V04-M1')).toEqual(pages(death, 'V22-M4'));
    // The household book shows the kinship too.
    expect(pages(pension, 'V04-M4')).toEqual(pages(death, 'V22-M2'));
    expect(pension?.papers).toContainEqual({
      how: 'generated',
      paperId: 'V04-M2',
      because: 'X-DEATH',
    });
    expect(pension?.answers).toMatchObject({
      deceasedIdNo: death?.answers['deceasedIdNo'],
      applicantIdNo: death?.answers['reporterIdNo'],
    });
    const sent = await store.db.materials.toArray();
    expect(sent.map(({ state }) => state)).toEqual(before.map(() => 'sent'));
  });

  it('after a kill between two of its cases goes on with the second alone', async () => {
    let left = Infinity;
    const bench = await anEnrolledDevice({
      newId: () => {
        left -= 1;
        if (left < 0) throw new Error('killed');
        return uuidv7();
      },
    });
    const filled = await aFilledBundle(bench.api, 'B01');
    await signed(bench.api, filled);
    const { draftId } = filled;
    // One for the first case and one for its operation.
    left = 2;
    await bench.api.drafts.submit(draftId).catch(() => undefined);
    left = Infinity;
    const again = await startedAnew(bench, { isKilled: true });
    must(await again.api.device.unlock('clerk-1', PIN));
    expect(await now(again.api.cases.watch)).toHaveLength(1);
    const { caseId } = must(await again.api.drafts.submit(draftId));
    const cases = must(await again.api.cases.visit(caseId));
    expect(cases.map(({ matterCode }) => matterCode)).toEqual(['V22', 'V04']);
    expect(await now(again.api.cases.watch)).toHaveLength(2);
  });

  it('a photograph stays when one of its cases lets go of it', async () => {
    const { api, first, device } = await takenIn(({ envelope, operation }) =>
      operation.kind === 'submit' && operation.matterCode === 'V22'
        ? { id: envelope.id, result: 'refused', code: 'invalid', paths: [] }
        : { id: envelope.id, result: 'later', code: 'busy' },
    );
    const { store } = device;
    await nextRound({ api });
    const [refused] = await store.db.outbox.where({ caseId: first }).toArray();
    must(
      await api.outbox.takeBack(refused?.id ?? '', {
        reason: 'applicantAsks',
        words: '不办了',
      }),
    );
    const states = await store.db.materials.toArray();
    // The dead woman's card alone is asked for by nobody else.
    expect(states.map(({ state }) => state).toSorted()).toEqual([
      'pending',
      'pending',
      'pending',
      'removed',
    ]);
  });

  it('what an office outside reports is kept with it, and counts', async () => {
    const { api, draftId } = await takenIn();
    const noted = must(
      await api.bundles.noteStep(draftId, 'X-DEATH', {
        number: ' 卫2026-17 ',
        isDone: true,
      }),
    );
    expect(noted.done).toBe(1);
    expect(noted.parts.find(({ id }) => id === 'X-DEATH')?.step).toMatchObject({
      number: '卫2026-17',
    });
  });

  it('what waits for an earlier part is a draft of its own, and a case of the bundle once it is sent', async () => {
    const { api } = await anEnrolledDevice();
    const filled = await aFilledBundle(api, 'B02');
    await signed(api, filled);
    must(await api.drafts.submit(filled.draftId));
    const view = must(await api.bundles.read(filled.draftId));
    const card = view.parts.find(({ id }) => id === 'V05');
    expect(card).toMatchObject({ case: null });
    const draft = must(await api.drafts.read(card?.waitingDraftId ?? ''));
    expect(draft.matterCode).toBe('V05');
    expect(draft.answers['applicantName']).toBe(
      filled.answers['V21_childName'],
    );
    expect(draft.visitId).toBe(
      view.parts.find(({ id }) => id === 'V18')?.case?.caseId,
    );
  });

  /** After so many writes that touch drafts nothing more is written. */
  function killAfter({ device }: Bench, writes: number) {
    const { changes, db } = device.store;
    const announce = changes.announce.bind(changes);
    let left = writes;
    changes.announce = (stores) => {
      announce(stores);
      if (stores.includes('drafts')) left -= 1;
      db.isGone ||= left === 0;
    };
  }

  async function afterKill(bench: Bench): Promise<Bench> {
    expect(bench.device.store.db.isGone).toBe(true);
    const again = await startedAnew(bench, { isKilled: true });
    must(await again.api.device.unlock('clerk-1', PIN));
    return again;
  }

  // Its three cases are written, then the draft that waits with its note.
  it.each([3, 4])(
    'what waits is there once, after a kill behind write %i',
    async (writes) => {
      const bench = await anEnrolledDevice();
      const filled = await aFilledBundle(bench.api, 'B02');
      await signed(bench.api, filled);
      const { draftId } = filled;
      killAfter(bench, writes);
      await bench.api.drafts.submit(draftId).catch(() => undefined);
      const next = await afterKill(bench);
      must(await next.api.drafts.submit(draftId));
      const short = findMatterByCode(catalogue, 'V05')?.short;
      const cards = (await now(next.api.drafts.watch)).filter(
        ({ matterShort }) => matterShort === short,
      );
      expect(cards).toHaveLength(1);
    },
  );

  it('a part that waited and the note that it is a case now are written in one', async () => {
    const { api, device } = await anEnrolledDevice();
    const { changes, db } = device.store;
    const filled = await aFilledBundle(api, 'B02');
    const { draftId } = filled;
    await signed(api, filled);
    must(await api.drafts.submit(draftId));
    const card = async () =>
      must(await api.bundles.read(draftId)).parts.find(
        ({ id }) => id === 'V05',
      );
    const cardId = (await card())?.waitingDraftId ?? '';
    await fillCard(api, cardId);
    const announce = changes.announce.bind(changes);
    let whenStored: Promise<{ revision: number } | undefined> | undefined;
    changes.announce = (stores) => {
      if (stores.includes('cases')) whenStored ??= db.drafts.get(draftId);
      announce(stores);
    };
    must(await api.drafts.submit(cardId));
    expect((await card())?.case).not.toBeNull();
    const { revision } = (await db.drafts.get(draftId)) ?? {};
    expect((await whenStored)?.revision).toBe(revision);
  });

  async function fillCard(api: DeviceApi, draftId: string) {
    const { answers, catalogueVersion } = must(await api.drafts.read(draftId));
    const sample = demoSamples.samples['V05']?.answers ?? {};
    const filled = {
      ...sample,
      ...answers,
      applicantIdNo: sample['applicantIdNo'] ?? '',
    };
    must(await api.drafts.saveAnswers(draftId, filled));
    const matter = must(await api.catalogue.matter('V05', catalogueVersion));
    const { ruling } = examineForm(matter, filled, {
      today: demoSamples.today,
      calendar: must(await api.catalogue.calendar(catalogueVersion)),
      demo: true,
    });
    await signed(api, { draftId, ruling });
    must(await api.drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
  }

  it('of steps outside alone leaves the device some days after it was taken in', async () => {
    const bench = await anEnrolledDevice();
    const { api, county, device } = bench;
    const outside = catalogue.bundles.find((bundle) => {
      const { answers } = bundle.example;
      const { form } = makeBundleMatter(catalogue, bundle, answers);
      return form.chosen.every((each) => !('matter' in each));
    });
    const filled = await aFilledBundle(api, outside?.code ?? '');
    await signed(api, filled);
    must(await api.drafts.submit(filled.draftId));
    const contact = async (days: number) => {
      county.nowMs += days * 86_400_000;
      await api.device.lock();
      must(await api.device.unlock('clerk-1', PIN));
      await nextRound(bench);
      return device.store.db.drafts.get(filled.draftId);
    };
    expect(await contact(29)).toBeDefined();
    expect(await contact(2)).toBeUndefined();
  });
});

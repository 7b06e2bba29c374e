import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers, TableRow } from '../../../src/domain/cases/answers.ts';
import type { Field } from '../../../src/domain/catalogue/form-schema.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { applyRules } from '../../../src/domain/rules/apply-rules.ts';
import { readRules } from '../../../src/domain/rules/form-rules.ts';
import { theCalendar } from '../calendar/the-calendar.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';
import { demoSamples } from './demo-samples.ts';

const catalogue = theCatalogue();
const context = { today: demoSamples.today, calendar: theCalendar() };

/** What the rules of a matter say of its sample, with some answers changed. */
function ruling(code: string, changes: Answers = {}) {
  const answers = { ...demoSamples.samples[code]?.answers, ...changes };
  return applyRules(readRules(getMatter(catalogue, code)), answers, context);
}

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

/** Fields by their visibleIf; undefined = always shown. */
function visible(
  conditions: Record<string, string | undefined>,
  answers: Answers,
) {
  const fields = Object.entries(conditions).map(([id, visibleIf]): Field => ({
    id,
    label: id,
    type: 'text',
    required: true,
    pi: 'general',
    ...(visibleIf !== undefined && { visibleIf }),
  }));
  const form = { fields, materials: [], eligibilityChecks: [] };
  return applyRules(readRules(form), answers, context);
}

describe('the demo’s applications', () => {
  test.each(catalogue.matters.map(({ code }) => code))(
    '%s is not stopped, lacks nothing, and is asked for just the papers it has',
    (code) => {
      const sample = demoSamples.samples[code];
      const { checks, required, answers, papers } = ruling(code);
      expect(checks.filter(({ level }) => level === 'block')).toEqual([]);
      expect(Object.keys(answers)).toEqual(
        expect.arrayContaining([...required]),
      );
      expect(answers).toEqual(sample?.answers);
      expect(ids(papers.asked)).toEqual(
        sample?.materials.map(({ materialId }) => materialId),
      );
    },
  );
});

describe('a matter’s rules', () => {
  test('ask for the agent’s answers and papers once there is an agent', () => {
    const alone = ruling('V14', { submitBy: '本人' });
    expect(alone.shown.has('agentName')).toBe(false);
    expect(alone.required.has('agentName')).toBe(false);
    expect(ids(alone.papers.offered)).toContain('V14-M6');
    const relative = ruling('V14', { submitBy: '近亲属' });
    expect(relative.shown.has('agentName')).toBe(true);
    expect(relative.required.has('agentName')).toBe(true);
    expect(ids(relative.papers.asked)).toEqual(
      expect.arrayContaining(['V14-M6', 'V14-M7']),
    );
    const clerk = ruling('V14', { submitBy: '村代办员' });
    expect(ids(clerk.papers.offered)).toContain('V14-M6');
    expect(ids(clerk.papers.asked)).toContain('V14-M7');
  });

  test('demand by condition what they always show', () => {
    const newborn = ruling('V06', { insuredType: '新生儿', applicantIdNo: '' });
    expect(newborn.shown.has('applicantIdNo')).toBe(true);
    expect(newborn.required.has('applicantIdNo')).toBe(false);
    expect(newborn.required.has('parentIdNo')).toBe(true);
    const { options = [] } =
      getMatter(catalogue, 'V06').fields.find(
        ({ id }) => id === 'insuredType',
      ) ?? {};
    const [grown = ''] = options.filter((each) => each !== '新生儿');
    expect(ruling('V06', { insuredType: grown }).required).toContain(
      'applicantIdNo',
    );
  });

  test('ask for a paper by what stands in a table', () => {
    const { members = [] } = demoSamples.samples['V10']?.answers ?? {};
    const [row] = members as TableRow[];
    const withHealth = (health: string) =>
      ids(ruling('V10', { members: [{ ...row, health }] }).papers.asked).filter(
        (id) => ['V10-M6', 'V10-M7'].includes(id),
      );
    expect(withHealth('健康')).toEqual([]);
    expect(withHealth('残疾')).toEqual(['V10-M6']);
    expect(withHealth('重病')).toEqual(['V10-M7']);
  });

  test('fire checks at their levels, in the catalogue’s order', () => {
    const young = { applicantIdNo: '000000201101010014', isStudent: '是' };
    expect(
      ruling('V01', young).checks.map(({ id, level }) => [id, level]),
    ).toEqual([
      ['age16', 'block'],
      ['student', 'block'],
    ]);
  });

  test('count days to the day of intake, not to the day they are asked', () => {
    const rules = readRules(getMatter(catalogue, 'V04'));
    const answers = {
      ...demoSamples.samples['V04']?.answers,
      reason: '死亡',
      deathDate: '2026-10-12',
    };
    const late = (today: string) =>
      ids(applyRules(rules, answers, { ...context, today }).checks);
    expect(late('2026-11-09')).toEqual([]);
    expect(late('2026-11-10')).toEqual(['late']);
  });

  test('leave to a person what they cannot decide, and only that', () => {
    const rules = readRules(getMatter(catalogue, 'V04'));
    const { reason, ...others } = demoSamples.samples['V04']?.answers ?? {};
    const said = (answers: Answers, today: string) => {
      const { checks, undecided } = applyRules(rules, answers, {
        ...context,
        today,
      });
      return [ids(checks), ids(undecided)];
    };
    const died = { ...others, reason: '死亡', deathDate: '2026-12-15' };
    expect(said(died, '2026-12-31')).toEqual([[], []]);
    // The published calendar ends with the year.
    expect(said(died, '2027-01-01')).toEqual([[], ['late']]);
    expect(said({ ...died, deathDate: '' }, '2027-01-01')).toEqual([
      ['reason'],
      [],
    ]);
    expect(said(others, '2027-01-01')).toEqual([[], []]);
    expect(reason).toBeDefined();
  });

  test('do not pass over a check in words that we cannot read', () => {
    const { fields, materials } = getMatter(catalogue, 'V14');
    const moon = {
      id: 'moon',
      expr: "moonPhase(applicantIdNo) == 'full'",
      level: 'block',
      message: 'x',
    } as const;
    const form = { fields, materials, eligibilityChecks: [moon] };
    const { checks, undecided } = applyRules(readRules(form), {}, context);
    expect([checks, undecided]).toEqual([[], [moon]]);
  });

  test('say nothing while nothing is known', () => {
    for (const matter of catalogue.matters) {
      const { checks, papers } = applyRules(readRules(matter), {}, context);
      expect(checks, matter.code).toEqual([]);
      expect(papers.asked.every(({ required }) => required)).toBe(true);
    }
  });
});

describe('the applicant forms', () => {
  const rulesOf = (kind: 'person' | 'organisation') => {
    const { checks, ...form } = catalogue.applicantForms[kind];
    return readRules({ ...form, eligibilityChecks: checks });
  };

  test('block an organisation whose mandate has run out, after its last day', () => {
    const on = (today: string) =>
      applyRules(
        rulesOf('organisation'),
        { handlerIs: '单位经办人', mandateUntil: '2026-11-24' },
        { ...context, today },
      );
    expect(ids(on('2026-11-24').checks)).toEqual([]);
    expect(ids(on('2026-11-25').checks)).toEqual(['mandateOver']);
    expect(on('2026-11-24').papers.asked.map(({ id }) => id)).toEqual([
      'AO-M2',
      'AO-M3',
      'AO-M4',
    ]);
  });

  test('forget a mandate once the representative has come', () => {
    const answers = {
      handlerIs: '法定代表人（负责人）本人',
      mandateUntil: '2020-01-01',
    };
    expect(applyRules(rulesOf('organisation'), answers, context)).toMatchObject(
      { checks: [], answers: { handlerIs: '法定代表人（负责人）本人' } },
    );
  });
});

describe('what is shown', () => {
  test('settles in whatever order the fields stand', () => {
    const conditions = {
      c: "b == '2'",
      b: "a == '1'",
      a: undefined,
      d: 'present(c)',
    };
    const all = { a: '1', b: '2', c: '3', d: '4' };
    expect(visible(conditions, all).answers).toEqual(all);
    const hidden = visible(conditions, { ...all, a: '0' });
    expect([...hidden.shown]).toEqual(['a']);
    expect(hidden.answers).toEqual({ a: '0' });
    expect([...hidden.required]).toEqual(['a']);
  });

  test('depends on a hidden answer as on one that is missing', () => {
    const conditions = {
      a: undefined,
      b: "a == '1'",
      unlike: "b != '2'",
      absent: '!present(b)',
    };
    const { shown } = visible(conditions, { a: '0', b: '1' });
    expect([...shown]).toEqual(['a', 'absent']);
  });

  test('is nothing that depends on itself, nor what depends on that', () => {
    const conditions = {
      free: undefined,
      a: '!present(b)',
      b: '!present(a)',
      self: "self == 'x'",
      after: "!present(a) || free == 'x'",
    };
    const { shown } = visible(conditions, { free: 'x', self: 'x' });
    expect([...shown]).toEqual(['free']);
  });

  test('is not what a newer catalogue says in words we cannot read', () => {
    const { shown } = visible({ a: undefined, b: 'moonPhase(a) == 1' }, {});
    expect([...shown]).toEqual(['a']);
  });

  test('settles over a long chain', () => {
    const chain = Array.from({ length: 3000 }, (_, n) => [
      `f${n}`,
      n === 2999 ? undefined : `present(f${n + 1})`,
    ]);
    const answers = Object.fromEntries(chain.map(([id]) => [id, 'x']));
    const { shown } = visible(Object.fromEntries(chain), answers);
    expect(shown.size).toBe(3000);
  });
});

describe('whatever the answers are', () => {
  const matter = fc.constantFrom(...catalogue.matters);
  const someAnswers = (fields: readonly Field[]) =>
    fc.record(
      Object.fromEntries(
        fields.map(({ id, options = ['x'] }) => [
          id,
          fc.oneof(fc.constantFrom(...options), fc.anything()),
        ]),
      ),
      { requiredKeys: [] },
    ) as fc.Arbitrary<Answers>;
  const application = matter.chain((each) =>
    fc.tuple(fc.constant(each), someAnswers(each.fields)),
  );

  test('the rules say something, and never throw', () => {
    fc.assert(
      fc.property(application, fc.string(), ([matter, answers], day) => {
        for (const today of [context.today, day]) {
          const said = applyRules(readRules(matter), answers, {
            ...context,
            today,
          });
          const { asked, offered } = said.papers;
          expect(asked.length + offered.length).toBe(matter.materials.length);
        }
      }),
    );
  });

  test('hidden answers change nothing', () => {
    fc.assert(
      fc.property(application, ([matter, answers]) => {
        const rules = readRules(matter);
        const said = applyRules(rules, answers, context);
        expect(applyRules(rules, said.answers, context)).toEqual(said);
        for (const id of said.required) expect(said.shown).toContain(id);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { formSections } from '../../../src/domain/rules/form-sections.ts';
import { normaliseAnswers } from '../../../src/domain/rules/normalise-answers.ts';
import {
  findSecretAnswers,
  secretPaths,
  withoutSecretAnswers,
} from '../../../src/domain/rules/secret-answers.ts';
import { validateAnswers } from '../../../src/domain/rules/validate-answers.ts';
import { theCatalogue } from '../catalogue/the-catalogue.ts';
import { demoSamples } from './demo-samples.ts';

const catalogue = theCatalogue();
const answersOf = (code: string): Answers =>
  demoSamples.samples[code]?.answers ?? {};

describe('answers in normal form', () => {
  test('are what a careful person would have typed', () => {
    const matter = getMatter(catalogue, 'V08');
    const typed: Answers = {
      ...answersOf('V08'),
      applicantName: ' 谭示田 ',
      applicantIdNo: '０00000 1977 0215 0014',
      applicantPhone: '0718-000 0002',
      inDate: '2026年10月20日',
      totalFee: '8,420.50',
      bankAccount: '0000 0000 0000 0000 026',
      remark: '   ',
    };
    const normal = normaliseAnswers(matter, typed);
    expect(normal).toEqual({
      ...answersOf('V08'),
      applicantPhone: '07180000002',
      agentPhone: '07180000001',
    });
    const context = { today: demoSamples.today, demo: true };
    expect(validateAnswers(matter, normal, context)).toEqual([]);
  });

  test('are put right in tables too', () => {
    const matter = getMatter(catalogue, 'V10');
    const [row] = answersOf('V10')['members'] as Record<string, string>[];
    const members = [
      { ...row, idNo: '000000 19740304 0018', income: '3,600', health: '' },
    ];
    expect(normaliseAnswers(matter, { members })).toEqual({
      members: [
        expect.objectContaining({ idNo: '000000197403040018', income: 3600 }),
      ],
    });
    const [normal] = normaliseAnswers(matter, { members })[
      'members'
    ] as object[];
    expect(normal).not.toHaveProperty('health');
  });

  test('stay as typed when they cannot be read', () => {
    const matter = getMatter(catalogue, 'V08');
    const typed = { inDate: '30.2.2026', totalFee: 'much', elsewhere: 'x' };
    expect(normaliseAnswers(matter, typed)).toEqual(typed);
  });

  test('are normal already the second time', () => {
    for (const matter of catalogue.matters) {
      const once = normaliseAnswers(matter, answersOf(matter.code));
      expect(normaliseAnswers(matter, once)).toEqual(once);
    }
  });
});

describe('secret answers', () => {
  test('are identity and account numbers, in tables too, and no credit code', () => {
    expect(secretPaths(getMatter(catalogue, 'V10'))).toEqual([
      'applicantIdNo',
      'members.*.idNo',
      'bankAccount',
      'agentIdNo',
    ]);
    const v26 = secretPaths(getMatter(catalogue, 'V26'));
    expect(v26).not.toContain('bizCode');
  });

  test('are found where they are', () => {
    const found = findSecretAnswers(
      getMatter(catalogue, 'V10'),
      answersOf('V10'),
    );
    expect(found.map(({ path }) => path)).toEqual([
      'applicantIdNo',
      'members.0.idNo',
      'members.1.idNo',
      'members.2.idNo',
      'bankAccount',
    ]);
  });

  test('are also identity numbers inside other text', () => {
    const matter = getMatter(catalogue, 'V13');
    const answers: Answers = {
      ...answersOf('V13'),
      remark: '代办人号码 000000 19800105 0023，请记下',
    };
    const paths = findSecretAnswers(matter, answers).map(({ path }) => path);
    expect(paths).toContain('disNo');
    expect(paths).toContain('remark');
  });

  test.each(catalogue.matters.map(({ code }) => code))(
    '%s keeps no identity or account number once they are taken out',
    (code) => {
      const matter = getMatter(catalogue, code);
      const before = JSON.stringify(answersOf(code));
      const rest = withoutSecretAnswers(matter, answersOf(code));
      expect(JSON.stringify(rest)).not.toMatch(/(?<!\d)000000\d{11,}/);
      expect(findSecretAnswers(matter, rest)).toEqual([]);
      // What was given is not touched.
      expect(JSON.stringify(answersOf(code))).toBe(before);
    },
  );
});

describe('the counter’s two steps', () => {
  test('ask first who stands there, then what the matter needs', () => {
    const { applicantFields, matterFields } = formSections(
      getMatter(catalogue, 'V14'),
    );
    const ids = applicantFields.map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['applicantName', 'applicantIdNo']);
    expect(ids).toEqual(
      expect.arrayContaining(['submitBy', 'agentName', 'agentIdNo']),
    );
    expect(matterFields.map(({ id }) => id)).toContain('ageBand');
  });

  test('hold every field of every matter once, in the catalogue’s order', () => {
    for (const matter of catalogue.matters) {
      const { applicantFields, matterFields } = formSections(matter);
      const order = (fields: typeof matterFields) =>
        fields.map((field) => matter.fields.indexOf(field));
      for (const fields of [applicantFields, matterFields]) {
        const at = order(fields);
        expect(at).toEqual([...at].sort((a, b) => a - b));
      }
      expect(applicantFields.length + matterFields.length).toBe(
        matter.fields.length,
      );
      expect(applicantFields.length, matter.code).toBeGreaterThan(0);
    }
  });
});

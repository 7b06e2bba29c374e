import { describe, expect, test } from 'vitest';
import { checkSubmit } from '../../../src/device/cases/check-submit.ts';
import type { DraftContent } from '../../../src/device/drafts/draft-content.ts';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { theCalendar } from '../../domain/calendar/the-calendar.ts';
import { demoSamples } from '../../domain/rules/demo-samples.ts';
import { matter } from '../../support/clerk.ts';

const context = {
  today: demoSamples.today,
  calendar: theCalendar(),
  demo: true,
};

/** A draft of the matter by its demo resident, with these papers seen. */
function check(code: string, changes: Answers, seen: readonly string[]) {
  const content: Partial<DraftContent> = {
    answers: { ...demoSamples.samples[code]?.answers, ...changes },
    papers: seen.map((id) => ({
      how: 'seen',
      paperId: `${code}-${id}`,
      seenAt: '2026-11-24T02:00:00Z',
    })),
    signature: { image: {} } as DraftContent['signature'],
  };
  return checkSubmit(content as DraftContent, matter(code), context);
}

const agent = {
  submitBy: '村代办员',
  agentName: '田某',
  agentIdNo: '000000198001050023',
  agentPhone: '0718-0000001',
};

describe('what is signed', () => {
  test('claims what is made from the answers, a mandate once there is one', () => {
    const papersOf = (changes: Answers) => {
      const checked = check('V14', changes, ['M1', 'M2', 'M5']);
      if (!checked.ok) throw new Error(checked.code);
      return checked.value.papers.map(({ paperId, how }) => [paperId, how]);
    };
    const seen = ['V14-M1', 'V14-M2', 'V14-M5'].map((id) => [id, 'seen']);
    const form = ['V14-M3', 'generated'];
    expect(papersOf({ submitBy: '本人' })).toEqual([...seen, form]);
    expect(papersOf(agent)).toEqual([...seen, form, ['V14-M7', 'generated']]);
  });

  test('leaves out what a condition hides, and demands what it shows', () => {
    const seen = ['M1', 'M2', 'M5'];
    const alone = check('V14', { ...agent, submitBy: '本人' }, seen);
    expect(alone.ok && Object.keys(alone.value.answers)).not.toContain(
      'agentName',
    );
    expect(check('V14', { ...agent, agentName: '' }, seen)).toEqual({
      ok: false,
      code: 'answersInvalid',
    });
  });
});

test('a paper that a condition asks for is missed', () => {
  const related = { ...agent, submitBy: '近亲属' };
  expect(check('V14', related, ['M1', 'M2', 'M5'])).toEqual({
    ok: false,
    code: 'papersMissing',
  });
  expect(check('V14', related, ['M1', 'M2', 'M5', 'M6']).ok).toBe(true);
});

test('a check that forbids stops the signing, one that warns does not', () => {
  const seen = ['M1', 'M2', 'M5'];
  const young = { applicantIdNo: '000000195001050046' };
  expect(check('V14', young, seen)).toEqual({
    ok: false,
    code: 'answersInvalid',
  });
  const late = { payYears: 3 };
  expect(check('V02', late, ['M1', 'M4']).ok).toBe(true);
});

// A console that stood open over an update still says `workingDays` where today's says
// `workdays`: what it asks is done as it was meant.
import { expect, test } from 'vitest';
import { readEvents } from '../../../src/platform/database/queries/events.ts';
import { aCounty } from './golden-county.ts';
import {
  correction,
  granted,
  town,
  type Step,
  type Who,
} from './golden-steps.ts';

const { context, takesIn, decides } = await aCounty();

const REQUESTS: {
  matter: string;
  before: Step[];
  who: Who;
  act: { act: string } & Record<string, unknown>;
}[] = [
  {
    matter: 'V14',
    before: [],
    who: 'town',
    act: { act: 'requestCorrection', ...correction('V14-M2') },
  },
  {
    matter: 'V28',
    before: [town('accept')],
    who: 'town',
    act: { act: 'askJointly' },
  },
  {
    matter: 'V14',
    before: granted,
    who: 'dept',
    act: {
      act: 'startSpecial',
      procedure: '入户调查',
      ground: '需要到户核实老人的居住情况',
    },
  },
];

test.each(REQUESTS)(
  '$act.act: the days of the old word count',
  async ({ matter, before, who, act }) => {
    const recorded = async (days: object) => {
      const { caseId } = await takesIn(matter);
      for (const step of before)
        if ('by' in step) await decides(step.by, caseId, step.act);
      const answer = await decides(who, caseId, { ...act, ...days });
      expect(answer.status).toBe(200);
      const { sql, config } = context;
      const events = await readEvents(sql, config.county, caseId);
      const body = events.at(-1)?.body;
      if (body === undefined) throw new Error('recorded');
      return 'dueOn' in body ? body.dueOn : 'until' in body && body.until;
    };
    const due = await recorded({ workdays: 17 });
    expect(due).toHaveProperty('date');
    expect(await recorded({ workdays: 18 })).not.toEqual(due);
    expect(await recorded({ workingDays: 17 })).toEqual(due);
  },
);

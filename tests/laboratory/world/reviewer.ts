// The township's reviewers: they look at what has come and decide something, by
// the platform's own code. What they may not do they are told, as people are.
import type { PlatformContext } from '../../../src/platform/context.ts';
import { decide } from '../../../src/platform/review/decide.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import type { Decision } from '../../../src/protocol/review.ts';
import { Random } from '../scheduler/random.ts';
import type { Row } from '../memory/tables.ts';
import { PAPERS, STATIONS } from './places.ts';
import { untilHeard } from './until-heard.ts';
import type { World } from './world.ts';

const REVIEWER: Principal = {
  accountId: 'S90',
  name: 'reviewer',
  roles: [
    ...STATIONS.map((code) => ({
      role: 'reviewer' as const,
      audience: `township:${code.slice(0, 9)}`,
    })),
    { role: 'handler', audience: 'department:county-civil' },
  ],
};

/** Decides one case that has not ended, if there is one. */
export function review(world: World, actId: number): void {
  const { county, oracle, plan } = world;
  const random = new Random(`review ${plan.seed} ${actId}`);
  const process = county.process();
  const open = [...county.store.table('cases').values()].filter(
    ({ state }) => state.status !== 'withdrawn' && state.status !== 'concluded',
  );
  if (process === undefined || open.length === 0) return;
  const row = random.pick(open);
  world.scheduler.post(process.lane, 'decide', () => {
    const decision = decisionOn(row, random);
    void decideAll(process.context, row.caseId, decision).catch(
      (error: unknown) => {
        if (process.isAlive) oracle.bug(error);
      },
    );
  });
}

/** What a department decides is dispatched to it before. */
async function decideAll(
  context: PlatformContext,
  caseId: string,
  decision: Decision,
): Promise<void> {
  const take = async (next: Decision) =>
    await untilHeard(() =>
      decide(context, REVIEWER, { caseId, decision: next }),
    );
  if (decision.act !== 'conclude') {
    await take(decision);
    return;
  }
  const { version } = decision;
  const sent = await take({ act: 'dispatch', version });
  if (sent.ok) await take({ ...decision, version: version + 1 });
}

function decisionOn({ version }: Row<'cases'>, random: Random): Decision {
  switch (random.below(4)) {
    case 0:
      return { act: 'accept', version };
    case 1:
      return {
        act: 'conclude',
        version,
        result: 'granted',
        pickup: null,
        note: '',
      };
    default:
      return {
        act: 'requestCorrection',
        version,
        items: [
          {
            about: random.pick(PAPERS),
            target: 'paper',
            reason: 'unclear',
            fix: 'again',
          },
        ],
        workdays: 5,
      };
  }
}

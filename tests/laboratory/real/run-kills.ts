import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import { describeStand } from './describe-stand.ts';
import type { Wish } from './in-page/clerk.ts';
import type { Faults } from './oracle.ts';
import { Random } from './random.ts';
import { within } from './within.ts';
import { drawTrigger, TARGETS, World, type Target } from './world.ts';

export type Kills = Faults & {
  seed: number;
  kills: number;
  cuts: number;
  byTarget: Record<Target, number>;
  operations: number;
  cases: number;
  /** Words said or bytes passed that a fault was tied to; the rest came at rest. */
  onEvent: number;
  /** Why the run could not go on, and how everything stood then; else empty. */
  stuck: string[];
  seconds: number;
};

/** The matter without required photographs, so that their number is free. */
const MATTER = 'V06';

/** A fault with its work takes some seconds; this long, on a busy machine, none. */
const STRIKE_MS = 300_000;
const REST_MS = 900_000;

/**
 * Takes cases in and sends them while things are killed, until `kills` processes
 * were; then everything is sent, and the county's books are compared with what
 * the device has said. `tell` is called after every fault. A run that cannot go on
 * says how things stand and ends with what it has counted so far.
 */
export async function runKills(
  given: { kills: number; seed: number },
  tell: (line: string) => void = () => undefined,
): Promise<Kills> {
  const random = new Random(given.seed);
  const begun = performance.now();
  const world = await World.open();
  const byTarget = { browser: 0, platform: 0, engine: 0, line: 0 };
  const stuck: string[] = [];
  let kills = 0;
  let onEvent = 0;
  let operations = 0;
  let target: Target | 'rest' = 'rest';
  try {
    while (kills < given.kills) {
      target = random.pick(TARGETS);
      const strike = strikeOnce(world, random, target);
      const struck = await within(STRIKE_MS, 'a fault', strike);
      byTarget[target] += 1;
      if (target !== 'line') kills += 1;
      if (struck.onEvent) onEvent += 1;
      tell(`${kills}/${given.kills} ${target} ${struck.trigger}`);
    }
    target = 'rest';
    await within(REST_MS, 'rest', world.comesToRest());
    operations = await world.compares();
  } catch (error) {
    stuck.push(`${target} after ${kills} kills: ${String(error)}`);
    stuck.push(...(await describeStand(world)));
    await world.falls();
  } finally {
    await world.closes();
  }
  return {
    ...world.oracle.faults,
    seed: given.seed,
    kills,
    cuts: byTarget.line,
    byTarget,
    operations,
    cases: world.oracle.saidCases,
    onEvent,
    stuck,
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}

async function strikeOnce(
  world: World,
  random: Random,
  target: Target,
): Promise<{ trigger: string; onEvent: boolean }> {
  const { station, link } = world;
  link.set({
    up: true,
    bytesPerSecond: random.pick([null, 64_000, 32_000]),
    delayMs: random.pick([0, 20, 100]),
  });
  const trigger = drawTrigger(random);
  const waiting = new AbortController();
  const isMet = world.meets(trigger, waiting.signal).then(
    () => true,
    () => false,
  );
  const wishes = Array.from({ length: random.between(1, 3) }, () =>
    drawWish(random),
  );
  // The work goes on while the fault strikes; what it breaks is its affair.
  const work = (async () => {
    for (const wish of wishes) {
      await station.takesIn(wish);
      void station.sends().catch(() => undefined);
    }
    await station.sends();
  })().catch(() => undefined);
  const onEvent = await Promise.race([isMet, work.then(() => false)]);
  waiting.abort();
  const mend = await world.strikes(target);
  await work;
  await mend();
  return { trigger: JSON.stringify(trigger), onEvent };
}

const { samples } = JSON.parse(
  readFileSync('tests/domain/rules/demo-samples.json', 'utf8'),
) as { samples: Record<string, { answers: Answers }> };

/** Every case is another, so that none can stand for another. */
function drawWish(random: Random): Wish {
  const answers = structuredClone(samples[MATTER]?.answers ?? {});
  const residence = answers['applicantResidence'];
  if (typeof residence !== 'object' || Array.isArray(residence))
    throw new Error('the sample has no residence');
  answers['applicantResidence'] = {
    ...residence,
    detail: randomUUID(),
  };
  const files = Array.from({ length: random.between(0, 2) }, () =>
    random.between(2_000, 60_000),
  );
  return { matterCode: MATTER, answers, files };
}

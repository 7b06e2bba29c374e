import { pino } from 'pino';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { MemorySql } from '../memory/memory-sql.ts';
import { COUNTY } from './places.ts';
import type { World } from './world.ts';

/** The platform's code on the county's state as it is, without any turns. */
export function stillContext({ county, scheduler }: World): PlatformContext {
  const atOnce = () => Promise.resolve();
  return {
    sql: new MemorySql(county.store, atOnce, async (commit) => commit()).asSql,
    config: { county: COUNTY, demo: true, address: 'http://county.test' },
    keys: county.keys,
    store: county.files.forProcess(atOnce),
    clock: () => new Date(scheduler.nowMs),
    log: pino({ level: 'silent' }),
  };
}

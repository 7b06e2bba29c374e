import * as v from 'valibot';
import { caseEventSchema } from '../../domain/cases/event.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Witness, WitnessAnswer } from '../../protocol/witnesses.ts';
import type { PlatformContext } from '../context.ts';
import { findEvent } from '../database/queries/events.ts';
import { addWitness } from '../database/queries/witnesses.ts';
import { hashOf, isMacOf, isOwnFeedMac } from '../feed/feed-mac.ts';
import { canonicalJson } from '../keys/canonical-json.ts';
import type { DeviceSession } from '../session/check-token.ts';
import { beginEpoch } from '../session/epoch.ts';
import { audiencesOf } from '../session/open-session.ts';

type Result = WitnessAnswer['results'][number]['result'];

/**
 * Keeps events that a restore has lost, as far as the county itself had given
 * them: each is proven by its MAC. `epochChanged`: one of this very epoch is not
 * here, so that the restore was not noticed before.
 */
export async function handIn(
  context: PlatformContext,
  session: Pick<DeviceSession, 'device' | 'epoch'>,
  items: readonly Witness[],
): Promise<Outcome<WitnessAnswer, 'epochChanged'>> {
  const { clock } = context;
  const results: WitnessAnswer['results'] = [];
  let isUnnoticed = false;
  for (const item of items) {
    const { audience, pos } = item;
    const result = await keep(context, session, item);
    results.push({ audience, pos, result });
    isUnnoticed ||= result === 'kept' && item.epoch === session.epoch;
  }
  if (isUnnoticed) {
    await beginEpoch(context, { seen: session.epoch, foreign: null });
    return { ok: false, code: 'epochChanged' };
  }
  return {
    ok: true,
    value: { results, serverTime: clock().toISOString() },
  };
}

async function keep(
  { sql, config, keys, clock }: PlatformContext,
  { device }: Pick<DeviceSession, 'device'>,
  { epoch, audience, pos, caseId, body, mac }: Witness,
): Promise<Result> {
  const { county } = config;
  const event = v.safeParse(caseEventSchema, body);
  if (
    !event.success ||
    event.output.caseId !== caseId ||
    !audiencesOf(device).includes(audience) ||
    !isOwnFeedMac(keys, { epoch, audience, pos }, mac) ||
    !isMacOf(mac, body)
  )
    return 'refused';
  const { n } = event.output;
  const known = await findEvent(sql, { county, caseId, n });
  if (known !== undefined && canonicalJson(known) === canonicalJson(body))
    return 'known';
  const { deviceId } = device;
  await addWitness(sql, {
    county,
    caseId,
    n,
    hash: hashOf(mac),
    mac,
    epoch,
    audience,
    pos,
    event: event.output,
    deviceId,
    at: clock(),
  });
  return 'kept';
}

// A person lets events be history again that a restore has lost. What clerks did
// comes back as their operations; what the county did has no other way.
import { isTold, noticeKind } from '../../domain/cases/notice.ts';
import { isEventAllowed } from '../../domain/cases/allowed-event.ts';
import type { EventBody } from '../../domain/cases/event.ts';
import type { PlatformContext } from '../context.ts';
import type { Database } from '../database/connect.ts';
import { lockCase } from '../database/queries/cases.ts';
import { findEvent } from '../database/queries/events.ts';
import { readHeldIdsOfCase } from '../database/queries/operations.ts';
import {
  markAdopted,
  readWitnesses,
  type WitnessRow,
} from '../database/queries/witnesses.ts';
import { transact } from '../database/transaction.ts';
import { passNoticeSerial } from '../database/queries/notices.ts';
import { recordEvent } from '../feed/record-event.ts';
import { runAgain } from '../intake/settle-held.ts';
import { readNoticeNumber } from '../../text/notice-papers.ts';
import { canonicalJson } from '../keys/canonical-json.ts';

export type Adoption = {
  witness: WitnessRow;
  /**
   * `caseMissing`: its submit has not come back yet. `byOperation`: a clerk's own
   * act, which comes as such. `notAllowed`: the case has gone on in another way.
   */
  result: 'adopted' | 'caseMissing' | 'byOperation' | 'notAllowed';
};

/**
 * Records the events of one case, or of all, again: in their order, each if the
 * case as it stands allows it, with its own moment and person and the number that
 * is free. After each the case's held work runs again, since it may have waited
 * for just that. `withClerks`: also what clerks did, where the device is lost.
 */
export async function adoptWitnesses(
  context: PlatformContext,
  p: { caseId: string | null; by: string; withClerks: boolean },
): Promise<Adoption[]> {
  const { sql, config } = context;
  const { county } = config;
  const done: Adoption[] = [];
  for (const witness of await readWitnesses(sql, { ...p, county })) {
    const result = await adopt(context, witness, p);
    done.push({ witness, result });
    if (result !== 'adopted') continue;
    const { caseId } = witness;
    for (const operationId of await readHeldIdsOfCase(sql, { county, caseId }))
      await runAgain(context, { operationId, by: p.by });
  }
  return done;
}

async function adopt(
  { sql, config, clock }: PlatformContext,
  witness: WitnessRow,
  { by, withClerks }: { by: string; withClerks: boolean },
): Promise<Adoption['result']> {
  const { county } = config;
  const { caseId, n, event } = witness;
  return await transact(sql, async (work) => {
    const { tx } = work;
    const row = await lockCase(tx, { county, caseId });
    if (row === undefined) return 'caseMissing';
    const at = clock().toISOString();
    const known = await findEvent(tx, { county, caseId, n });
    if (known !== undefined && canonicalJson(known) === canonicalJson(event)) {
      await markAdopted(tx, witness, { n, by, at });
      return 'adopted';
    }
    if (event.by.kind !== 'staff' && !(withClerks && event.by.kind === 'clerk'))
      return 'byOperation';
    if (!isEventAllowed(row.state.status, event.body.kind)) return 'notAllowed';
    const { event: recorded } = await recordEvent(work, {
      county,
      caseId,
      by: event.by,
      body: event.body,
      at: event.at,
    });
    await passNotice(tx, county, event.body);
    await markAdopted(tx, witness, { n: recorded.n, by, at });
    return 'adopted';
  });
}

/** The paper itself is lost here; the applicant has it, and its number stays its own. */
async function passNotice(
  tx: Database,
  county: string,
  body: EventBody,
): Promise<void> {
  if (!isTold(body) || body.notice === undefined) return;
  const number = readNoticeNumber(body.notice.number);
  if (number === undefined) return;
  await passNoticeSerial(tx, { county, kind: noticeKind(body), ...number });
}

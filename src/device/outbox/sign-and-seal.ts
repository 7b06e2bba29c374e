// An operation at its place in the chain, signed and sealed: what every kind of
// operation goes through before it is stored.
import type { Operation } from '../../domain/cases/operation.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { getCounty } from '../database/meta.ts';
import { read } from '../database/write.ts';
import { getDeviceId, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { getTicket } from '../vault/enrolled.ts';
import { readPlace } from './append-operation.ts';
import {
  chooseIntakeKey,
  sealOperation,
  type SealedOperation,
} from './seal-operation.ts';

/**
 * Signs and seals `operation` for the place that is free now. Storing it is
 * another matter: appendOperation says whether the place still is.
 * Fails with `catalogueMissing` while no key of the county is here.
 */
export async function signAndSeal(
  { store, files, unlocked }: OpenContext,
  given: {
    id: string;
    operation: Operation;
    /** null for a journal. */
    caseId: string | null;
    /** Last event of the case that the clerk had before him. */
    seen: number;
  },
): Promise<Outcome<SealedOperation, 'catalogueMissing'>> {
  const ticket = await getTicket(store);
  const county = await files.keySet();
  const deviceId = await getDeviceId(store);
  const { id, operation, caseId, seen } = given;
  const { place, sealKid, opensLean } = await read(store, async (db) => {
    const { sealKid: kid, opensLean: isLean } = await getCounty(db);
    const free = await readPlace(db, caseId);
    return { place: free, sealKid: kid, opensLean: isLean === true };
  });
  const intake =
    county && chooseIntakeKey(county.keySet, [sealKid, ticket.intakeKid]);
  if (intake === undefined) return failed('catalogueMissing');
  const sealed = await sealOperation(operation, {
    routing: { id, deviceId, ...place, caseId, seen },
    author: unlocked.author,
    intake,
    isLean: opensLean,
  });
  return done(sealed);
}

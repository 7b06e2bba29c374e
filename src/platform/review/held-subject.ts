import type { PlatformContext } from '../context.ts';
import { findAuthorKey } from '../database/queries/author-keys.ts';
import { findCase } from '../database/queries/cases.ts';
import { findDevice } from '../database/queries/devices.ts';
import { findEnvelope } from '../database/queries/envelopes.ts';
import type { OperationRow } from '../database/queries/operations.ts';
import { openOperation } from '../intake/open-operation.ts';
import { personMac } from '../people/person-mac.ts';
import type { Principal, Subject } from '../people/permissions.ts';
import { withPersons } from './case-persons.ts';
import { actedOn } from './case-subject.ts';

/**
 * Where held work belongs: where its case lies, or the township of the device that
 * sent it. It is its author's own too, and of the persons that it names.
 */
export async function subjectOfHeld(
  context: PlatformContext,
  principal: Principal,
  row: OperationRow,
): Promise<Subject | undefined> {
  const { sql, config } = context;
  const { county } = config;
  const { caseId, deviceId, authorKid } = row;
  const author =
    authorKid === null
      ? undefined
      : await findAuthorKey(sql, { county, kid: authorKid });
  const known =
    caseId === null ? undefined : await findCase(sql, { county, caseId });
  if (known !== undefined) {
    const place = await withPersons(sql, context, principal, known);
    const isAuthor = author?.clerkId === principal.accountId;
    return actedOn(
      isAuthor ? { ...place, clerkId: principal.accountId } : place,
    );
  }
  const device = await findDevice(sql, { county, deviceId });
  if (device === undefined) return undefined;
  const { stationCode } = device;
  return {
    town9: stationCode.slice(0, 9),
    stationCode,
    ...(author === undefined ? {} : { clerkId: author.clerkId }),
    persons: await personsIn(context, principal, row),
  };
}

/** Of what no case holds yet: every text in it, since a number may be any of them. */
async function personsIn(
  context: PlatformContext,
  principal: Principal,
  row: OperationRow,
): Promise<string[]> {
  if ((principal.persons ?? []).length === 0) return [];
  const envelope = await findEnvelope(context.sql, row);
  if (envelope === undefined) return [];
  const opened = await openOperation(context, envelope, row.deviceId);
  const operation = opened.ok ? opened.operation : undefined;
  return textsOf(operation).map((text) => personMac(context.keys, text));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}

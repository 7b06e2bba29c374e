import type { EventBody } from '../../domain/cases/event.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { ResultList, ResultRow } from '../../protocol/results.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import {
  readUndelivered,
  type UndeliveredCase,
} from '../database/queries/results.ts';
import { findReach, readReach, type Principal } from '../people/permissions.ts';

const PAGE = 100;

/** What this person may hand over or post, those who wait longest first. */
export async function listResults(
  context: PlatformContext,
  principal: Principal,
  after: string | null,
): Promise<Outcome<ResultList, 'forbidden'>> {
  const audiences = findReach(principal, 'handOver');
  if (audiences.length === 0) return { ok: false, code: 'forbidden' };
  const found = await readUndelivered(context.sql, {
    county: context.config.county,
    reach: readReach(audiences),
    after,
    limit: PAGE + 1,
  });
  const rows = await Promise.all(
    found.slice(0, PAGE).map((each) => describe(context, each)),
  );
  return { ok: true, value: { rows, more: found.length > PAGE } };
}

async function describe(
  context: PlatformContext,
  { after, catalogueVersion, matterCode, ...row }: UndeliveredCase,
): Promise<ResultRow> {
  const { catalogue } = await getCatalogue(context, catalogueVersion);
  const issued = after.findLast((body) => isKind(body, 'resultIssued'));
  const posted = after.findLast((body) => isKind(body, 'posted'));
  return {
    ...row,
    matterShort: getMatter(catalogue, matterCode).short,
    result: issued?.name ?? row.result,
    resultNumber: issued?.number ?? null,
    posted:
      posted === undefined
        ? null
        : {
            carrier: posted.carrier,
            trackingNumber: posted.trackingNumber,
          },
  };
}

function isKind<Kind extends EventBody['kind']>(
  body: EventBody,
  kind: Kind,
): body is Extract<EventBody, { kind: Kind }> {
  return body.kind === kind;
}

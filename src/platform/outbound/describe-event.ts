import type { CaseEvent } from '../../domain/cases/event.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { makeCloudEvent, type CloudEvent } from './make-cloud-event.ts';

/** undefined: its case is not there any more. */
export async function describeEvent(
  context: PlatformContext,
  event: CaseEvent,
): Promise<CloudEvent | undefined> {
  const { sql, config } = context;
  const { county } = config;
  const row = await findCase(sql, { county, caseId: event.caseId });
  if (row === undefined) return undefined;
  const { catalogue } = await getCatalogue(context, row.catalogueVersion);
  const matter = getMatter(catalogue, row.matterCode);
  return makeCloudEvent({ county, event, row, matter });
}

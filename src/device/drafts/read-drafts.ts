import { applicantName } from '../../domain/rules/applicant.ts';
import type { DraftRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { DraftSummary } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import { openRow } from '../vault/row-cipher.ts';
import { draftPlace, type DraftContent } from './draft-content.ts';

/** Newest save first, the removed ones too. Damaged rows are kept, left out. */
export async function listDrafts(
  context: OpenContext,
): Promise<DraftSummary[]> {
  const rows = await read(context.store, (db) => db.drafts.toArray());
  const summaries: DraftSummary[] = [];
  for (const row of rows) {
    const summary = await summarise(context, row);
    if (summary !== undefined) summaries.push(summary);
  }
  return summaries.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
}

async function summarise(
  { unlocked, files }: OpenContext,
  row: DraftRow,
): Promise<DraftSummary | undefined> {
  const content = await openRow<DraftContent>(
    unlocked.vault,
    draftPlace(row.draftId),
    row.sealed,
  );
  if (content === undefined) return undefined;
  const published = await files.version(content.catalogueVersion);
  const matter =
    published && findMatterByCode(published.catalogue, content.matterCode);
  return {
    draftId: row.draftId,
    purpose: content.purpose.kind,
    matterCode: content.matterCode,
    matterShort: matter?.short ?? content.matterCode,
    applicantName: (matter && applicantName(matter, content.answers)) || null,
    savedAt: row.savedAt,
    removedAt: row.removedAt,
  };
}

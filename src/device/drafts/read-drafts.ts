import { applicantName } from '../../domain/rules/applicant.ts';
import type { DraftRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { DraftSummary } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import { openDraftRow } from './draft-content.ts';

/** Newest save first, the removed ones too, and those that cannot be read. */
export async function listDrafts(
  context: OpenContext,
): Promise<DraftSummary[]> {
  const rows = await read(context.store, (db) => db.drafts.toArray());
  const summaries: DraftSummary[] = [];
  for (const row of rows) summaries.push(await summarise(context, row));
  return summaries.sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
}

async function summarise(
  context: OpenContext,
  row: DraftRow,
): Promise<DraftSummary> {
  const { draftId, savedAt, removedAt } = row;
  const content = await openDraftRow(context, row);
  if (content === undefined)
    return {
      draftId,
      isReadable: false,
      purpose: 'submit',
      isRepair: false,
      matterCode: '',
      matterShort: '',
      applicantName: null,
      savedAt,
      removedAt,
    };
  const { purpose, matterCode, catalogueVersion, answers } = content;
  const published =
    (await context.files.version(catalogueVersion)) ??
    (await context.files.current());
  const matter = published && findMatterByCode(published.catalogue, matterCode);
  return {
    draftId,
    isReadable: true,
    purpose: purpose.kind,
    isRepair: purpose.repairs !== undefined,
    matterCode,
    matterShort: matter?.short ?? matterCode,
    applicantName: (matter && applicantName(matter, answers)) || null,
    savedAt,
    removedAt,
  };
}

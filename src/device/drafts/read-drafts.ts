import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { fullYears } from '../../domain/rules/expressions/full-years.ts';
import { readHolder } from '../../domain/rules/expressions/id-number-holder.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import type { DraftRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { DraftSummary } from '../device-api.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { matterOf } from '../catalogue/find-pinned.ts';
import { openDraftRow, type DraftContent } from './draft-content.ts';

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
      batchId: null,
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
  const matter = published && (await matterOf(published.catalogue, content));
  return {
    draftId,
    isReadable: true,
    purpose: purpose.kind,
    isRepair: purpose.repairs !== undefined,
    batchId: content.batch?.id ?? null,
    matterCode,
    matterShort: matter?.short ?? matterCode,
    isTakenIn: (content.taken?.at ?? null) !== null,
    applicantName: (matter && applicantName(matter, answers)) || null,
    savedAt,
    removedAt,
    ...(matter && homeVisitIn(matter, content, nowIso(context))),
  };
}

/** Whom to visit, by what his form says so far. */
function homeVisitIn(
  matter: Matter,
  { answers, homeVisitOn: day }: DraftContent,
  now: string,
): Pick<DraftSummary, 'homeVisit'> {
  if (day === undefined) return {};
  const said = (what: string) => {
    const of = `${matter.counterRole}.${what}`;
    const field = matter.fields.find(({ prefill }) => prefill === of);
    const answer = field && answers[field.id];
    return typeof answer === 'string' ? answer : '';
  };
  const today = chinaDate(now);
  const born = readHolder(said('idNo'), today)?.birthDate;
  return {
    homeVisit: {
      day,
      group: groupOf(matter, answers),
      age: born === undefined ? null : fullYears(born, today),
      phone: said('phone'),
    },
  };
}

/** Of an address that is his own. */
function groupOf(
  { fields, counterRole }: Matter,
  answers: Answers,
): number | null {
  for (const { id, prefill } of fields) {
    const answer = answers[id];
    if (
      prefill?.startsWith(`${counterRole}.`) === true &&
      typeof answer === 'object' &&
      'group' in answer
    )
      return answer.group ?? null;
  }
  return null;
}

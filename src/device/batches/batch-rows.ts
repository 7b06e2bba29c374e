// The rows of a sheet: the open drafts that were begun under its id.
import { intakeDay } from '../../domain/cases/intake-day.ts';
import { checkConsentId, outlastsChange } from '../../domain/cases/consent.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { isBlocking } from '../../domain/rules/answer-issue.ts';
import { applicantIdNo, applicantName } from '../../domain/rules/applicant.ts';
import { batchColumns } from '../../domain/rules/batch-columns.ts';
import { examineForm } from '../../domain/rules/examine-form.ts';
import { fullYears } from '../../domain/rules/expressions/full-years.ts';
import { readHolder } from '../../domain/rules/expressions/id-number-holder.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Published } from '../catalogue/county-files.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import { read, write } from '../database/write.ts';
import type { BatchLine, BatchView, RowChanges } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import {
  draftPlace,
  isSigned,
  openDraftRow,
  signedAt,
  type DraftContent,
} from '../drafts/draft-content.ts';
import { finishedPapers, unfinishedPaper } from '../drafts/drafted-paper.ts';
import type { OpenDraft } from '../drafts/save-draft.ts';
import { withAnswers } from '../drafts/seen-in-visit.ts';
import { done, failed } from '../outcome.ts';
import { groupOf } from '../residents/resident-register.ts';
import { sealRow } from '../vault/row-cipher.ts';

export type BatchRow = OpenDraft;

/** In the order they were put in; without those that cannot be read. */
export async function rowsOf(
  context: OpenContext,
  batchId: string,
): Promise<BatchRow[]> {
  const rows = await read(context.store, (db) =>
    db.drafts.where({ state: 'open' }).toArray(),
  );
  const opened = await Promise.all(
    rows.map(async (row) => ({
      row,
      content: await openDraftRow(context, row),
    })),
  );
  return opened
    .flatMap(({ row, content }) =>
      content?.batch?.id === batchId ? [{ row, content }] : [],
    )
    .sort((one, other) => placeOf(one) - placeOf(other));
}

const placeOf = ({ content }: BatchRow): number => content.batch?.n ?? 0;

export const numberIn = (matter: Matter, { answers }: DraftContent): string =>
  applicantIdNo(matter, answers)?.value ?? '';

export async function readBatch(
  context: OpenContext,
  batchId: string,
): Promise<Outcome<BatchView>> {
  const rows = await rowsOf(context, batchId);
  const [first] = rows;
  if (first === undefined) return failed('draftNotFound');
  const lines = await linesOf(context, rows);
  if (!lines.ok) return lines;
  const { matterCode, catalogueVersion } = first.content;
  return done({ matterCode, catalogueVersion, lines: lines.value });
}

/**
 * Changes many rows in one transaction. What was confirmed of a row before is no
 * longer what stands there.
 */
export async function saveRows(
  context: OpenContext,
  changes: readonly RowChanges[],
): Promise<Outcome<BatchLine[]>> {
  const { store, unlocked } = context;
  const ids = changes.map(({ draftId }) => draftId);
  for (;;) {
    const found = await read(store, (db) => db.drafts.bulkGet(ids));
    const at = nowIso(context);
    const made = await Promise.all(
      found.map(async (row, index): Promise<BatchRow | undefined> => {
        const content = row && (await openDraftRow(context, row));
        if (row?.state !== 'open' || content === undefined) return undefined;
        const { consents } = content;
        const changed = {
          ...withAnswers(content, changes[index]?.answers ?? {}, at),
          consents: consents.filter(({ id }) => outlastsChange(id)),
        };
        return {
          content: changed,
          row: {
            ...row,
            revision: row.revision + 1,
            savedAt: at,
            sealed: await sealRow(
              unlocked.vault,
              draftPlace(row.draftId),
              changed,
            ),
          },
        };
      }),
    );
    const rows = made.flatMap((each) => each ?? []);
    const isSaved = await write(store, ['drafts'], async () => {
      const now = await store.db.drafts.bulkGet(
        rows.map(({ row }) => row.draftId),
      );
      if (rows.some(({ row }, at) => now[at]?.revision !== row.revision - 1))
        return false;
      await store.db.drafts.bulkPut(rows.map(({ row }) => row));
      return true;
    });
    if (isSaved) return linesOf(context, rows);
  }
}

async function linesOf(
  context: OpenContext,
  rows: readonly BatchRow[],
): Promise<Outcome<BatchLine[]>> {
  const today = intakeDay(await moment(context));
  const lines: BatchLine[] = [];
  for (const each of rows) {
    const pinned = await findPinned(context.files, each.content);
    if (!pinned.ok) return pinned;
    const isTwin = hasTwin(pinned.value.matter, each, rows);
    lines.push(lineOf(each, { ...pinned.value, today, isTwin }));
  }
  return done(lines);
}

/** Whether another row is of the same number: one application twice. */
const hasTwin = (
  matter: Matter,
  { row, content }: BatchRow,
  rows: readonly BatchRow[],
): boolean => {
  const number = numberIn(matter, content);
  return (
    number !== '' &&
    rows.some(
      (other) =>
        other.row.draftId !== row.draftId &&
        numberIn(matter, other.content) === number,
    )
  );
};

/** Whether it is a row of a sheet that has another of the same number. */
export async function isTwin(
  context: OpenContext,
  draft: BatchRow,
  matter: Matter,
): Promise<boolean> {
  const { batch } = draft.content;
  return (
    batch !== undefined &&
    hasTwin(matter, draft, await rowsOf(context, batch.id))
  );
}

function lineOf(
  { row, content }: BatchRow,
  given: {
    matter: Matter;
    published: Published;
    today: string;
    isTwin: boolean;
  },
): BatchLine {
  const { matter, today, isTwin } = given;
  const { demo, calendar } = given.published;
  const { answers, papers } = content;
  const examined = examineForm(matter, answers, { today, demo, calendar });
  const { ruling } = examined;
  const columns = batchColumns(matter);
  const issues = examined.issues.filter(isBlocking);
  const ticked = new Set(content.consents.map(({ id }) => id));
  const says = ruling.checks
    .filter(
      ({ id, level }) =>
        level === 'block' ||
        (level === 'warn' && !ticked.has(checkConsentId(id))),
    )
    .map(({ message }) => message);
  const there = new Set(finishedPapers(papers).map(({ paperId }) => paperId));
  const missing = ruling.papers.asked
    .filter(({ id, source }) => source !== 'generated' && !there.has(id))
    .map(({ id }) => id);
  const isOtherSigned =
    content.changedUnder !== undefined &&
    content.changedUnder === signedAt(content) &&
    !ticked.has('readBack');
  const isUnsigned =
    !isSigned(content) ||
    isOtherSigned ||
    (!ticked.has('sensitiveData') &&
      matter.fields.some(
        ({ id, pi }) => pi === 'sensitive' && id in ruling.answers,
      ));
  const number = numberIn(matter, content);
  const { birthDate = today, isMale = false } = readHolder(number, today) ?? {};
  return {
    draftId: row.draftId,
    name: applicantName(matter, answers),
    isMale,
    age: fullYears(birthDate, today) ?? 0,
    group: groupOf(hukouIn(matter, content)),
    idLast4: number.slice(-4),
    answers: Object.fromEntries(
      columns.flatMap(({ id }) => {
        const answer = answers[id];
        return answer === undefined ? [] : [[id, answer]];
      }),
    ),
    hidden: columns.flatMap(({ id }) => (ruling.shown.has(id) ? [] : [id])),
    issues,
    says,
    missing,
    isUnsigned,
    isTwin,
    isReady:
      issues.length + says.length + missing.length === 0 &&
      !isUnsigned &&
      !isTwin &&
      unfinishedPaper(papers, today) === null,
  };
}

function hukouIn(matter: Matter, { answers }: DraftContent) {
  const field = matter.fields.find(
    ({ prefill }) => prefill === `${matter.counterRole}.hukou`,
  );
  return field && answers[field.id];
}

// Rows for residents whom the device knows, filled from what is known of each.
import { intakeDay } from '../../domain/cases/intake-day.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import { fillsOf } from '../../domain/people/person.ts';
import { decidedChoices } from '../../domain/rules/decided-choices.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { canTakeIn } from '../catalogue/list-matters.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { DeviceDatabase, DraftRow } from '../database/tables.ts';
import { read, write } from '../database/write.ts';
import type { BatchCalls, RowOf, WhoInRow } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { emptyDraft, firstAnswers } from '../drafts/begin-draft.ts';
import { draftPlace, type DraftContent } from '../drafts/draft-content.ts';
import { ACT_STORES, recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import type { ResidentRegister } from '../residents/resident-register.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { numberIn, rowsOf, type BatchRow } from './batch-rows.ts';

type To = Parameters<BatchCalls['add']>[0];
type Whom = Parameters<BatchCalls['add']>[1];

export async function addRows(
  context: OpenContext,
  register: ResidentRegister,
  to: To,
  whom: Whom,
): Promise<Outcome<{ batchId: string; drafts: Record<string, string> }>> {
  const seen = new Set(await read(context.store, openIds));
  const sheet = await openSheet(context, to);
  if (!sheet.ok) return sheet;
  const { batchId, rows, matter, published } = sheet.value;
  const met = await register.people(context, whom, matter.code);
  if (met === undefined) return failed('locked');
  const there = new Set(rows.map(({ content }) => numberIn(matter, content)));
  const people = met.filter(
    ({ person, served, isDeceased }) =>
      !isDeceased &&
      !there.has(person.idNo) &&
      served.every(({ matterCode }) => matterCode !== matter.code),
  );
  const { store, ports, unlocked } = context;
  const { calendar } = published;
  const at = nowIso(context);
  const today = intakeDay(await moment(context));
  const last = rows[rows.length - 1]?.content.batch?.n ?? 0;
  const drafts: Record<string, string> = {};
  const made = await Promise.all(
    people.map(async ({ id, person }, index): Promise<DraftRow> => {
      const draftId = ports.newId();
      drafts[id] = draftId;
      const answers = firstAnswers(matter, today);
      for (const { fieldId, value } of fillsOf(matter, matter.counterRole, {
        person,
        today,
      }))
        answers[fieldId] = value;
      const given = normaliseAnswers(matter, answers);
      const content: DraftContent = {
        ...emptyDraft(context, {
          purpose: { kind: 'submit' },
          matterCode: matter.code,
          catalogueVersion: published.version,
        }),
        batch: { id: batchId, n: last + 1 + index },
        answers: {
          ...answers,
          ...Object.fromEntries(
            decidedChoices(matter.fields, given, { today, calendar }),
          ),
        },
      };
      const place = draftPlace(draftId);
      return {
        draftId,
        revision: 1,
        state: 'open',
        savedAt: at,
        removedAt: null,
        caseId: null,
        sealed: await sealRow(unlocked.vault, place, content),
      };
    }),
  );
  const isAdded = await write(store, ['drafts', ...ACT_STORES], async () => {
    // A row that came meanwhile may be one of theirs: rows are sealed, so all over again.
    for (const id of await openIds(store.db)) if (!seen.has(id)) return false;
    await store.db.drafts.bulkAdd(made);
    for (const { served } of people)
      await recordAct(store.db, {
        act: 'residentLookedUp',
        caseId: served[0]?.caseId ?? null,
        at,
        clerkId: unlocked.clerk.id,
      });
    return true;
  });
  return isAdded
    ? done({ batchId, drafts })
    : addRows(context, register, to, whom);
}

const openIds = ({ drafts }: DeviceDatabase): Promise<string[]> =>
  drafts.where({ state: 'open' }).primaryKeys();

/**
 * By the number, and a row that has none by a name that is in the sheet and that one
 * alone bears: of a stranger's list it may mean anybody.
 */
export async function matchRows(
  context: OpenContext,
  register: ResidentRegister,
  batchId: string,
  asked: readonly WhoInRow[],
): Promise<Outcome<RowOf[]>> {
  const sheet = await openSheet(context, { batchId });
  if (!sheet.ok) return sheet;
  const known = await register.people(context);
  if (known === undefined) return failed('locked');
  const { rows, matter } = sheet.value;
  const inSheet = new Map(
    rows.map(({ row, content }) => [numberIn(matter, content), row.draftId]),
  );
  return done(
    asked.map(({ name, idNo }) => {
      const fits = known.filter(
        ({ person }) =>
          (idNo === '' ? name !== '' : person.idNo === idNo) &&
          // A name that is not that number's may mean somebody else.
          (name === '' || person.name === name),
      );
      const [fit] = fits;
      if (fit === undefined || fits.length > 1) return {};
      const draftId = inSheet.get(fit.person.idNo);
      if (draftId !== undefined) return { draftId };
      return idNo === '' ? {} : { residentId: fit.id };
    }),
  );
}

/** The sheet with its rows; one that is to be begun has none yet. */
async function openSheet(context: OpenContext, to: To) {
  const { batchId = context.ports.newId() } = to;
  const rows: BatchRow[] = await rowsOf(context, batchId);
  const [first] = rows;
  if (first !== undefined) {
    const pinned = await findPinned(context.files, first.content);
    return pinned.ok ? done({ batchId, rows, ...pinned.value }) : pinned;
  }
  if (!('matterCode' in to)) return failed('draftNotFound');
  const published = await context.files.current();
  if (published === undefined) return failed('catalogueMissing');
  const matter = findMatterByCode(published.catalogue, to.matterCode);
  if (matter === undefined || !canTakeIn(matter))
    return failed('notAllowedNow');
  return done({ batchId, rows, matter, published });
}

// Rows for residents whom the device knows, filled from what is known of each.
import { intakeDay } from '../../domain/cases/intake-day.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { fillsOf } from '../../domain/people/person.ts';
import { applicantIdNo } from '../../domain/rules/applicant.ts';
import { decidedChoices } from '../../domain/rules/decided-choices.ts';
import { normaliseAnswers } from '../../domain/rules/normalise-answers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { Published } from '../catalogue/county-files.ts';
import { canTakeIn } from '../catalogue/list-matters.ts';
import { findPinned } from '../catalogue/find-pinned.ts';
import type { DraftRow } from '../database/tables.ts';
import { write } from '../database/write.ts';
import type { BatchWish, RowOf, WhoInRow } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { emptyDraft, firstAnswers } from '../drafts/begin-draft.ts';
import { draftPlace, type DraftContent } from '../drafts/draft-content.ts';
import { ACT_STORES, recordAct } from '../journal/record-act.ts';
import { done, failed } from '../outcome.ts';
import type { Known, ResidentRegister } from '../residents/resident-register.ts';
import { sealRow } from '../vault/row-cipher.ts';
import { placeOf, rowsOf, type BatchRow } from './batch-rows.ts';

export type To = { batchId: string } | { matterCode: string };
type Whom = BatchWish | string[];
type Sheet = {
  batchId: string;
  rows: BatchRow[];
  matter: Matter;
  published: Published;
};

export async function addRows(
  context: OpenContext,
  register: ResidentRegister,
  { to, whom }: { to: To; whom: Whom },
): Promise<Outcome<{ batchId: string; drafts: string[] }>> {
  const sheet = await openSheet(context, to);
  if (!sheet.ok) return sheet;
  const people = await without(context, register, sheet.value, whom);
  if (!people.ok) return people;
  const { batchId, rows, matter, published } = sheet.value;
  const { store, ports, unlocked } = context;
  const at = nowIso(context);
  const today = intakeDay(await moment(context));
  const after = 1 + Math.max(0, ...rows.map(placeOf));
  const made = await Promise.all(
    people.value.map(async ({ person }, index): Promise<DraftRow> => {
      const draftId = ports.newId();
      const content: DraftContent = {
        ...emptyDraft(context, {
          purpose: { kind: 'submit' },
          matterCode: matter.code,
          catalogueVersion: published.version,
        }),
        batch: { id: batchId, n: after + index },
        answers: withDecided(matter, published, today, {
          ...firstAnswers(matter, today),
          ...Object.fromEntries(
            fillsOf(matter, matter.counterRole, { person, today }).map(
              ({ fieldId, value }) => [fieldId, value],
            ),
          ),
        }),
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
  await write(store, ['drafts', ...ACT_STORES], async () => {
    await store.db.drafts.bulkAdd(made);
    for (const { served } of people.value)
      await recordAct(store.db, {
        act: 'residentLookedUp',
        caseId: served[0]?.caseId ?? null,
        at,
        clerkId: unlocked.clerk.id,
      });
  });
  return done({ batchId, drafts: made.map(({ draftId }) => draftId) });
}

export async function countRows(
  context: OpenContext,
  register: ResidentRegister,
  { to, whom }: { to: To; whom: Whom },
): Promise<Outcome<number>> {
  const sheet = await openSheet(context, to);
  if (!sheet.ok) return sheet;
  const people = await without(context, register, sheet.value, whom);
  return people.ok ? done(people.value.length) : people;
}

/** By the number, and a row that has none by a name that one alone bears. */
export async function matchRows(
  context: OpenContext,
  register: ResidentRegister,
  { batchId, rows: asked }: { batchId: string; rows: readonly WhoInRow[] },
): Promise<Outcome<RowOf[]>> {
  const sheet = await openSheet(context, { batchId });
  if (!sheet.ok) return sheet;
  const known = await register.people(context);
  if (known === undefined) return failed('locked');
  const { rows, matter } = sheet.value;
  const inSheet = new Map(
    rows.map(({ row, content }) => [numberIn(matter, content), row.draftId]),
  );
  const found = new Map<string, (RowOf & { name: string })[]>();
  const note = (key: string, row: RowOf & { name: string }) =>
    found.set(key, [...(found.get(key) ?? []), row]);
  for (const { id, name, person, isDeceased } of known) {
    const draftId = inSheet.get(person.idNo);
    if (isDeceased && draftId === undefined) continue;
    const row = { name, ...(draftId === undefined ? { residentId: id } : { draftId }) };
    note(person.idNo, row);
    note(name, row);
  }
  return done(
    asked.map(({ name, idNo }) => {
      const fits = found.get(idNo === '' ? name : idNo) ?? [];
      const [fit] = fits;
      // A name that is not that number's may mean somebody else.
      return fit && fits.length === 1 && (name === '' || fit.name === name)
        ? fit
        : {};
    }),
  );
}

/** The sheet with its rows; one that is to be begun has none yet. */
async function openSheet(
  context: OpenContext,
  to: To,
): Promise<Outcome<Sheet>> {
  if ('batchId' in to) {
    const { batchId } = to;
    const rows = await rowsOf(context, batchId);
    const [first] = rows;
    if (first === undefined) return failed('draftNotFound');
    const pinned = await findPinned(context.files, first.content);
    return pinned.ok ? done({ batchId, rows, ...pinned.value }) : pinned;
  }
  const published = await context.files.current();
  if (published === undefined) return failed('catalogueMissing');
  const matter = findMatterByCode(published.catalogue, to.matterCode);
  if (matter === undefined) return failed('notFound');
  if (!canTakeIn(matter)) return failed('notAllowedNow');
  const batchId = context.ports.newId();
  return done({ batchId, rows: [], matter, published });
}

/** Those who are meant, without whoever has a row or was taken in lately. */
async function without(
  context: OpenContext,
  register: ResidentRegister,
  { rows, matter }: Sheet,
  whom: Whom,
): Promise<Outcome<Known[]>> {
  const people = await register.people(context, whom, matter.code);
  if (people === undefined) return failed('locked');
  const there = new Set(rows.map(({ content }) => numberIn(matter, content)));
  return done(
    people.filter(
      ({ person, served, isDeceased }) =>
        !isDeceased &&
        !there.has(person.idNo) &&
        served.every(({ matterCode }) => matterCode !== matter.code),
    ),
  );
}

const numberIn = (matter: Matter, { answers }: DraftContent): string =>
  applicantIdNo(matter, answers)?.value ?? '';

function withDecided(
  matter: Matter,
  { calendar }: Published,
  today: string,
  answers: DraftContent['answers'],
): DraftContent['answers'] {
  const given = normaliseAnswers(matter, answers);
  const decided = decidedChoices(matter.fields, given, { today, calendar });
  return { ...answers, ...Object.fromEntries(decided) };
}

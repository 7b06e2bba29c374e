// The auditor's look at a case: who it is about stands masked in it, and why he looked
// is kept.
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import type { CaseEvent } from '../../domain/cases/event.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { maskName } from '../../domain/rules/mask.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { noteOpening } from '../audit/note-opening.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { isPermitted, type Principal } from '../people/permissions.ts';
import { keepReason } from '../people/second-person.ts';
import { subjectOf } from './case-subject.ts';
import { assembleCase } from './read-case.ts';

/** Answers of these kinds tell what is asked for, and not of whom. */
const PLAIN = ['select', 'date', 'money', 'area', 'number'];
/** Codes, instants and hashes; people write otherwise. */
const NO_WORDS = /^[\u0021-\u007e]*$/u;

/** A case as it stands, without name, number, address or anybody's own words. */
export async function lookAtCase(
  context: PlatformContext,
  principal: Principal,
  { caseId, reason }: { caseId: string; reason: string },
): Promise<Outcome<CaseDetail, 'notFound' | 'forbidden'>> {
  const { sql, config } = context;
  const known = await findCase(sql, { county: config.county, caseId });
  if (known === undefined) return { ok: false, code: 'notFound' };
  const met = ['masked', 'reason'] as const;
  if (!isPermitted(principal, 'readCase', subjectOf(known), met))
    return { ok: false, code: 'forbidden' };
  const subject = `case:${caseId}`;
  const why = { action: 'readCase', subject, reason, isUsed: true };
  const request = await keepReason(context, principal, why);
  const { accountId } = principal;
  const opened = { masked: true, request } as const;
  await noteOpening(context, { accountId, caseId, opened });
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const matter = getMatter(catalogue, known.matterCode);
  const detail = await assembleCase(context, principal, known);
  return { ok: true, value: maskDetail(detail, matter) };
}

function maskDetail(detail: CaseDetail, matter: Matter): CaseDetail {
  const { row, signatures, events } = detail;
  return {
    ...detail,
    row: { ...row, applicantName: maskName(row.applicantName) },
    answers: maskAnswers(detail.answers, matter),
    signatures: signatures.map((each) => ({
      ...each,
      name: maskName(each.name),
    })),
    events: events.map((event) => ({
      ...event,
      body: maskWords(event.body) as CaseEvent['body'],
    })),
    acts: [],
    presets: [],
  };
}

function maskAnswers(answers: Answers, { fields }: Matter): Answers {
  const plain = new Set(
    fields.flatMap(({ id, type }) => (PLAIN.includes(type) ? id : [])),
  );
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [
      id,
      plain.has(id) ? answer : (maskAll(answer) as Answer),
    ]),
  );
}

function maskAll(value: unknown): unknown {
  return mapTexts(value, (text) =>
    /^\*.{4}$/u.test(text) ? text : maskName(text),
  );
}

/** What somebody wrote, and names; codes and days stay. */
function maskWords(value: unknown): unknown {
  return mapTexts(value, (text) =>
    NO_WORDS.test(text) || text.includes('*') ? text : maskName(text),
  );
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]),
  );
}

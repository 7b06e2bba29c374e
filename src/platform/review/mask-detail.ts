// A case for eyes that are to know nobody in it. What may stay is listed, key by key:
// of whatever else a text says, nobody can tell what it tells.
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import type { CaseEvent } from '../../domain/cases/event.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { ANSWER_ISSUES } from '../../domain/rules/answer-issue.ts';
import { maskName } from '../../domain/rules/mask.ts';
import type { CaseDetail } from '../../protocol/review.ts';

/** Answers of these kinds tell what is asked for, and not of whom. */
const PLAIN = ['select', 'date', 'money', 'area', 'number'];

/** Of an event's body: ids of the catalogue and ours, hashes, instants, days, codes. */
const KNOWN = new Set([
  'about',
  'by',
  'caseId',
  'catalogueVersion',
  'code',
  'date',
  'deemedFrom',
  'device',
  'fields',
  'found',
  'from',
  'kind',
  'lead',
  'matterCode',
  'officeId',
  'offices',
  'operationId',
  'opinion',
  'paperId',
  'papers',
  'path',
  'procedure',
  'sha256',
  'stationCode',
  'target',
  'to',
  'township',
  'window',
]);
/** Findings whose path is an id, a case's number or a system's name. */
const PLACED = new Set([
  ...Object.keys(ANSWER_ISSUES),
  'check',
  'checkUndecided',
  'deficiencyLapsed',
  'duplicate',
  'online',
  'paperMissing',
]);
const CODE = /^[\w.:@+-]*$/u;
const DAY = /^\d{4}-\d\d-\d\d$/u;
const CASE_NUMBER = /^\d{27}$/u;
/** As the platform shows the end of a number. */
const LAST_FOUR = /^\*[0-9A-Za-z]{4}$/u;

/** The same shape, with nobody in it. */
export function maskDetail(
  detail: CaseDetail,
  matter: Pick<Matter, 'fields'>,
): CaseDetail {
  const { row, papers, signatures, events, joint } = detail;
  const { withdrawalAsked } = detail;
  return {
    row: { ...row, applicantName: maskName(row.applicantName) },
    catalogueVersion: detail.catalogueVersion,
    matterName: detail.matterName,
    answers: maskAnswers(detail.answers, matter),
    papers: papers.map(({ check, ...paper }) => ({
      ...paper,
      check: check === null ? null : { ...check, note: hide(check.note) },
    })),
    signatures: signatures.map((each) => ({
      ...each,
      name: maskName(each.name),
    })),
    events: events.map((event) => ({
      ...event,
      body: maskBody(event.body) as CaseEvent['body'],
    })),
    deadlines: detail.deadlines,
    findings: detail.findings.map((finding) =>
      PLACED.has(finding.code)
        ? finding
        : { ...finding, path: hide(finding.path) },
    ),
    clerk: detail.clerk,
    servingWays: detail.servingWays,
    walkIn: detail.walkIn,
    mandateAt: detail.mandateAt,
    bundle: detail.bundle,
    sameVisit: [],
    office: detail.office,
    nextOffice: detail.nextOffice,
    departments: [],
    jointRoute: null,
    windows: [],
    joint:
      joint === null
        ? null
        : {
            ...joint,
            offices: joint.offices.map((office) => ({
              ...office,
              note: hide(office.note),
            })),
          },
    withdrawalAsked: withdrawalAsked === null ? null : hide(withdrawalAsked),
    acts: [],
    presets: [],
  };
}

function maskAnswers(
  answers: Answers,
  { fields }: Pick<Matter, 'fields'>,
): Answers {
  const plain = new Set(
    fields.flatMap(({ id, type }) => (PLAIN.includes(type) ? id : [])),
  );
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [
      id,
      plain.has(id) ? answer : (maskAnswer(answer) as Answer),
    ]),
  );
}

function maskAnswer(value: unknown): unknown {
  return mapTexts(value, '', (_, text) =>
    LAST_FOUR.test(text) ? text : maskName(text),
  );
}

function maskBody(body: CaseEvent['body']): unknown {
  return mapTexts(body, '', (key, text) => {
    if (key === 'applicantMasked') return maskName(text);
    const isKnown =
      (KNOWN.has(key) && CODE.test(text)) ||
      (key === 'number' && CASE_NUMBER.test(text)) ||
      (key === 'dueOn' && DAY.test(text));
    return isKnown ? text : hide(text);
  });
}

/** That something was said, and nothing of it. */
function hide(text: string): string {
  return text === '' ? '' : '*';
}

/** `key`: under which the value lies, also in a list. */
function mapTexts(
  value: unknown,
  key: string,
  change: (key: string, text: string) => string,
): unknown {
  if (typeof value === 'string') return change(key, value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return value.map((each) => mapTexts(each, key, change));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      mapTexts(each, name, change),
    ]),
  );
}

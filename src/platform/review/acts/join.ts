import { isAllowedNow } from '../../../domain/cases/allowed-now.ts';
import type { CaseEvent, EventBody } from '../../../domain/cases/event.ts';
import {
  closesGap,
  standingPapers,
  type Paper,
} from '../../../domain/cases/papers.ts';
import { applicantIdNo } from '../../../domain/rules/applicant.ts';
import { uniteMaterials } from '../../database/queries/case-materials.ts';
import {
  lockCase,
  saveCaseContent,
  type CaseRow,
} from '../../database/queries/cases.ts';
import { readEvents } from '../../database/queries/events.ts';
import { findCaseByNumber } from '../../database/queries/receipts.ts';
import { recordEvent } from '../../feed/record-event.ts';
import {
  openAnswers,
  openCertificate,
  sealCertificate,
  secretTerm,
} from '../../intake/case-secrets.ts';
import { mayAct } from '../allowed-acts.ts';
import { withPersons } from '../case-persons.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';

/**
 * The same application was filed at two places. This case goes on, with what papers
 * only the other brought and from the earlier of the two intakes; the other ends, and
 * its number leads here.
 */
export async function join(act: Act<'join'>): Promise<ActResult> {
  const { context, work, row, decision, principal, at } = act;
  const { county } = context.config;
  const { tx } = work;
  const found = await findCaseByNumber(tx, { county, number: decision.number });
  const other = found && (await lockCase(tx, { county, caseId: found.caseId }));
  if (other === undefined) return refused('notFound');
  const place = await withPersons(tx, context, principal, other);
  // Whoever has no right to it is not told that there is one.
  if (!mayAct(principal, { ...act, row: place }, 'join'))
    return refused('notFound');
  const isSame =
    other.caseId !== row.caseId &&
    other.matterCode === row.matterCode &&
    (await isSameApplicant(act, other));
  if (!isSame) return refused('badRequest');
  if (!isAllowedNow(other.state, 'join')) return refused('notAllowed');
  const mine = await readEvents(tx, county, row.caseId);
  const theirs = await readEvents(tx, county, other.caseId);
  const intake = earlierIntake(theirs, mine);
  const added = await unite(act, other);
  await recordEvent(work, {
    county,
    caseId: other.caseId,
    by: { kind: 'staff', id: principal.accountId, name: principal.name },
    at,
    body: joined(row, false),
  });
  return recorded({
    ...joined(other, true),
    ...(intake && { intake }),
    ...(closesGap(row.papers, added) && { closesGap: true }),
  });
}

/** By the identity number; whoever gave none is nobody's double. */
async function isSameApplicant(
  { context, work: { tx }, row, matter }: Act<'join'>,
  other: CaseRow,
): Promise<boolean> {
  const numberOf = async (of: CaseRow): Promise<string | undefined> => {
    const answers = await openAnswers(tx, context, of);
    const idNo = applicantIdNo(matter, answers);
    return idNo === null ? undefined : secretTerm(idNo.value);
  };
  const number = await numberOf(row);
  return number !== undefined && number === (await numberOf(other));
}

function joined(
  { caseId, number }: CaseRow,
  goesOn: boolean,
): Extract<EventBody, { kind: 'joined' }> {
  return { kind: 'joined', caseId, number, goesOn };
}

type Intake = Extract<EventBody, { kind: 'received' }>['intake'];

/** undefined: it is not earlier. */
function earlierIntake(
  theirs: readonly CaseEvent[],
  mine: readonly CaseEvent[],
): Intake | undefined {
  const intake = intakeOf(theirs);
  const own = intakeOf(mine);
  return intake && own && Date.parse(intake.to) < Date.parse(own.to)
    ? intake
    : undefined;
}

function intakeOf(events: readonly CaseEvent[]): Intake | undefined {
  const [received] = events.flatMap(({ body }) =>
    body.kind === 'received' ? [body.intake] : [],
  );
  return received;
}

/** The number of an e-certificate is sealed for the case that it stands in. */
function resealed(
  context: Act<'join'>['context'],
  paper: Paper,
  { from, to }: { from: CaseRow; to: CaseRow },
): Paper {
  if (paper.how !== 'eCert') return paper;
  const certificate = openCertificate(context, from.caseId, paper);
  return {
    ...paper,
    certificate: sealCertificate(context, to.caseId, { ...paper, certificate }),
  };
}

/** Gives the papers that came. */
async function unite(
  { context, work, row }: Act<'join'>,
  other: CaseRow,
): Promise<Paper[]> {
  const { county } = context.config;
  // What was only put off here may have been handed in there.
  const has = new Set(
    row.papers.flatMap(({ how, paperId }) =>
      how === 'deficiency' ? [] : paperId,
    ),
  );
  const added = standingPapers(other.papers)
    .filter(({ paperId }) => !has.has(paperId))
    .map((paper) => resealed(context, paper, { from: other, to: row }));
  if (added.length === 0) return added;
  const { caseId } = row;
  await saveCaseContent(
    work.tx,
    { county, caseId },
    { ...row, papers: [...row.papers, ...added] },
  );
  await uniteMaterials(work.tx, {
    county,
    from: other.caseId,
    to: caseId,
    paperIds: added.map(({ paperId }) => paperId),
  });
  return added;
}

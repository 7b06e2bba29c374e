import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { EventBody } from '../../domain/cases/event.ts';
import { isTold, noticeKind, type ToldAct } from '../../domain/cases/notice.ts';
import { openGaps, standingPapers } from '../../domain/cases/papers.ts';
import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import { findField, findMaterial } from '../../domain/catalogue/get-matter.ts';
import type { FullMatter } from '../../domain/catalogue/full-matter-schema.ts';
import { applicantIdLast4 } from '../../domain/rules/applicant.ts';
import {
  issuerName,
  noticeInWords,
  noticeNumber,
  type NoticeFacts,
  type NoticeWords,
} from '../../text/notice-papers.ts';
import { stationPlace } from '../../text/station-place.ts';
import type { PlatformContext } from '../context.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import { addNotice, takeNoticeSerial } from '../database/queries/notices.ts';
import { findStation, findTownHall } from '../database/queries/stations.ts';
import type { Work } from '../database/transaction.ts';
import { renderNotice } from './render-notice.ts';
import { sealNotice } from './seal-notice.ts';

type Act = {
  work: Work;
  /** Locked, as it is before the act. */
  row: CaseRow;
  body: EventBody;
  /** Name of who acts. */
  handler: string;
  /** ISO 8601. */
  at: string;
  catalogue: Pick<FullCatalogue, 'departments'>;
  matter: FullMatter;
};

/**
 * Writes the paper that tells the applicant of an act, numbers and keeps it in the
 * act's own transaction, and gives the act with the paper's name in it. An act that
 * needs none comes back as it was.
 */
export async function withNotice(
  context: PlatformContext,
  act: Act,
): Promise<EventBody> {
  const { work, row, body, at } = act;
  if (!isTold(body)) return body;
  const kind = noticeKind(body);
  const { county } = context.config;
  const { caseId } = row;
  const n = row.version + 1;
  const facts = await readFacts({ ...act, body }, county);
  const year = Number(chinaDate(at).slice(0, 4));
  const serial = await takeNoticeSerial(work.tx, { county, kind, year });
  const number = noticeNumber(kind, { year, serial });
  const page = renderNotice(noticeInWords({ ...facts, number }));
  const { sha256, ...sealed } = sealNotice(context, { caseId, n }, page);
  const key = { county, caseId, n };
  await addNotice(work.tx, {
    ...key,
    kind,
    year,
    serial,
    number,
    ...sealed,
    at,
  });
  return { ...body, notice: { number, sha256 } };
}

/** The paper of an act as it would be written now; null: it needs none. */
export async function draftNotice(
  context: PlatformContext,
  { body, ...act }: Act,
): Promise<NoticeWords | null> {
  if (!isTold(body)) return null;
  const facts = await readFacts({ ...act, body }, context.config.county);
  return noticeInWords({ ...facts, number: '' });
}

async function readFacts(
  { work, row, body, handler, at, catalogue, matter }: Act & { body: ToldAct },
  county: string,
): Promise<Omit<NoticeFacts, 'number'>> {
  const { stationCode, town9, state } = row;
  const station = await findStation(work.tx, { county, code: stationCode });
  const hall = await findTownHall(work.tx, { county, town9 });
  const department = catalogue.departments.find(
    ({ id }) => id === state.officeId,
  );
  const nameOf = (paperId: string) =>
    findMaterial(matter, paperId)?.name ?? paperId;
  const standing = standingPapers(row.papers);
  return {
    act: body,
    at,
    applicantName: row.applicantName,
    // The answers rest masked, but for these four.
    idLast4: applicantIdLast4(matter, row.answers),
    matterName: matter.name,
    caseNumber: row.number,
    stationName: station === undefined ? '' : stationPlace(station),
    takenInAt: row.takenInAt,
    papers: [
      ...new Set(
        standing.flatMap(({ how, paperId }) =>
          how === 'deficiency' ? [] : nameOf(paperId),
        ),
      ),
    ],
    owed: openGaps(row.papers).flatMap((paper) =>
      paper.how === 'deficiency'
        ? { name: nameOf(paper.paperId), dueOn: paper.dueOn }
        : [],
    ),
    corrections:
      body.kind === 'correctionRequested'
        ? body.items.map(({ about, target, reason, fix }) => ({
            about:
              target === 'paper'
                ? nameOf(about)
                : (findField(matter, about)?.label ?? about),
            reason,
            fix,
          }))
        : [],
    promisedDays: matter.promisedDays,
    legalDays: matter.legalDays,
    issuer: issuerName(
      hall?.townName ?? station?.townName ?? null,
      department?.name ?? null,
    ),
    handler,
    phone: department?.phone ?? hall?.phone ?? station?.phone ?? null,
  };
}

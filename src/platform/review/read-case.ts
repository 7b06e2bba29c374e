import { chinaDate } from '../../domain/calendar/civil-date.ts';
import {
  checkConsentId,
  MANDATE,
  type Consent,
} from '../../domain/cases/consent.ts';
import {
  paperChecks,
  type PaperCheck,
} from '../../domain/cases/paper-checks.ts';
import type { CaseEvent } from '../../domain/cases/event.ts';
import type { Finding } from '../../domain/cases/finding.ts';
import {
  openGaps,
  originalSeen,
  paperMaterials,
  standingPapers,
  type Paper,
  type Signature,
} from '../../domain/cases/papers.ts';
import { findMaterial, getMatter } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { maskToLastFour } from '../../domain/rules/mask.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import {
  getCatalogue,
  getCurrentCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import { deadlinesOf } from '../clocks/deadlines-of.ts';
import type { PlatformContext } from '../context.ts';
import { readCitedMaterials } from '../database/queries/case-materials.ts';
import { findCase, type CaseRow } from '../database/queries/cases.ts';
import { readEvents } from '../database/queries/events.ts';
import { findHelpWanted } from '../database/queries/inbound.ts';
import { findWorklistCase } from '../database/queries/worklist.ts';
import type { Principal } from '../people/permissions.ts';
import { allowedActs } from './allowed-acts.ts';
import { withPersons } from './case-persons.ts';
import { openAnswers, openCertificate } from '../intake/case-secrets.ts';
import { findFindings } from '../intake/find-findings.ts';
import { describeWindows } from './describe-windows.ts';
import { describeOffices } from './describe-offices.ts';
import { deliveryDetail } from './delivery-detail.ts';
import { mayDeliver, mayOpen } from './may-open.ts';
import { findPresets } from './presets.ts';
import { describeBundle } from './describe-bundle.ts';
import { findSameVisit } from './same-visit.ts';
import { describeRow } from './worklist.ts';

/**
 * A case as its reviewer sees it, identity and account numbers masked
 * (read-numbers.ts has them whole), to a window what it hands over by. Row, events and materials are read in one
 * snapshot, so that `row.version` is the number of the last event shown.
 */
export async function readCase(
  context: PlatformContext,
  principal: Principal,
  caseId: string,
): Promise<Outcome<CaseDetail, 'notFound' | 'forbidden'>> {
  const { sql, config } = context;
  const key = { county: config.county, caseId };
  const known = await findCase(sql, key);
  if (known === undefined) return { ok: false, code: 'notFound' };
  const isWhole = await mayOpen(context, principal, known, 'case');
  if (!isWhole && !(await mayDeliver(context, principal, known)))
    return { ok: false, code: 'forbidden' };
  const value = await assembleCase(context, principal, known);
  if (isWhole) return { ok: true, value };
  const { catalogue } = await getCatalogue(context, known.catalogueVersion);
  const matter = getMatter(catalogue, known.matterCode);
  return { ok: true, value: deliveryDetail(value, matter) };
}

/** What there is of a case; whether somebody may see it is the caller's to ask. */
export async function assembleCase(
  context: PlatformContext,
  principal: Principal,
  known: CaseRow,
): Promise<CaseDetail> {
  const { sql, config, clock } = context;
  const { caseId } = known;
  const key = { county: config.county, caseId };
  // Read before the transaction: it may need a connection of its own.
  const { catalogue, calendar } = await getCatalogue(
    context,
    known.catalogueVersion,
  );
  const matter = getMatter(catalogue, known.matterCode);
  const sameVisit = await findSameVisit(context, principal, known);
  const bundle = await describeBundle(context, catalogue, known);
  const today = chinaDate(clock().toISOString());
  const { calendar: calendarNow } = await getCurrentCatalogue(context);
  return await sql.begin(
    'isolation level repeatable read read only',
    async (tx) => {
      const found = await findCase(tx, key);
      const row = await findWorklistCase(tx, key);
      if (found === undefined || row === undefined)
        throw new Error('cases are never removed');
      const cited = await readCitedMaterials(tx, key);
      const standing = new Map(
        cited.map(({ sha256, isComplete }) => [sha256, isComplete]),
      );
      const answers = await openAnswers(tx, context, found);
      const events = await readEvents(tx, key.county, caseId);
      const checks = paperChecks(events);
      const value: CaseDetail = {
        row: await describeRow(context, row, calendarNow),
        catalogueVersion: found.catalogueVersion,
        matterName: matter.name,
        answers: found.answers,
        papers: standingPapers(found.papers)
          .map((paper) =>
            describePaper(withMaskedCertificate(context, caseId, paper), {
              matter,
              standing,
              checks,
            }),
          )
          // Of a paper taken again nothing may be left.
          .filter(({ how, pages }) => how !== 'photo' || pages.length > 0),
        signatures: found.signatures
          .filter(({ image }) => standing.has(image.sha256))
          .map((each) => describeSignature(each, standing)),
        events,
        deadlines: Object.values(
          deadlinesOf(context, {
            caseId,
            events,
            periods: matter,
            calendar: calendarNow,
          }),
        ).filter((each) => each !== null),
        findings: [
          ...foundElsewhere(events, await findHelpWanted(tx, key)),
          ...foundLapsed(found),
          ...findFindings(
            matter,
            { answers, papers: found.papers },
            {
              today: chinaDate(found.takenInAt),
              calendar,
              demo: config.demo,
            },
          ).map((finding) => withConfirmation(finding, found.consents)),
        ],
        clerk: { name: found.clerkName, stationName: row.stationName },
        servingWays: found.servingWays,
        walkIn: found.walkIn,
        mandateAt: found.consents.find(({ id }) => id === MANDATE)?.at ?? null,
        bundle,
        sameVisit,
        acts: allowedActs(principal, {
          row: await withPersons(tx, context, principal, found),
          catalogue,
          matter,
        }),
        windows: await describeWindows(tx, key.county, found),
        ...describeOffices({ row: found, catalogue, matter, today }),
        presets: findPresets(catalogue, matter),
      };
      return value;
    },
  );
}

function withMaskedCertificate(
  context: PlatformContext,
  caseId: string,
  paper: Paper,
): Paper {
  if (paper.how !== 'eCert') return paper;
  const certificate = maskToLastFour(openCertificate(context, caseId, paper));
  return { ...paper, certificate };
}

/** What the answers and papers do not say of themselves. */
const LASTING = ['duplicate', 'online', 'helpWanted'];

/**
 * Found beside another case when it was taken in, or of the way it came. The rest is
 * found anew, for a correction may have put it right.
 */
function foundElsewhere(
  events: readonly CaseEvent[],
  helpWanted: string | undefined,
): Finding[] {
  return events.flatMap(({ body }) =>
    body.kind === 'received'
      ? body.findings
          .filter(({ code }) => LASTING.includes(code))
          .map(({ code, path }) => ({
            code,
            path: code === 'helpWanted' ? (helpWanted ?? '') : path,
          }))
      : [],
  );
}

/** Papers that were put off, whose day is over and which have not come. */
function foundLapsed({ state, papers }: CaseRow): Finding[] {
  return openGaps(papers).flatMap(({ paperId }) =>
    state.lapsedPapers?.includes(paperId) === true
      ? { code: 'deficiencyLapsed', path: paperId }
      : [],
  );
}

/** With the village's own word on it, where it has one. */
function withConfirmation(
  finding: Finding,
  consents: readonly Consent[],
): CaseDetail['findings'][number] {
  const { code, path } = finding;
  const consent =
    code === 'check'
      ? consents.find(({ id }) => id === checkConsentId(path))
      : undefined;
  return consent === undefined
    ? finding
    : { ...finding, confirmedAt: consent.at };
}

function describePaper(
  paper: Paper,
  given: {
    matter: Matter;
    standing: ReadonlyMap<string, boolean>;
    checks: ReadonlyMap<string, PaperCheck>;
  },
): CaseDetail['papers'][number] {
  const { matter, standing, checks } = given;
  const { paperId, how } = paper;
  const seen = originalSeen(paper);
  return {
    paperId,
    paperName: findMaterial(matter, paperId)?.name ?? paperId,
    how,
    seenAt: seen?.at ?? null,
    seenBy: seen?.by ?? null,
    certificate: how === 'eCert' ? paper.certificate : null,
    dueOn: how === 'deficiency' ? paper.dueOn : null,
    takenFrom: (how === 'photo' && paper.takenFrom) || null,
    check:
      how === 'eCert' || how === 'commitment'
        ? (checks.get(paperId) ?? null)
        : null,
    pages: paperMaterials(paper).flatMap(({ sha256, mediaType, bytes }) => {
      const arrived = standing.get(sha256);
      return arrived === undefined
        ? []
        : [{ sha256, mediaType, bytes, arrived }];
    }),
  };
}

function describeSignature(
  { by, name, image, signedAt }: Signature,
  standing: ReadonlyMap<string, boolean>,
): CaseDetail['signatures'][number] {
  const { sha256, mediaType } = image;
  return {
    by,
    name,
    sha256,
    mediaType,
    arrived: standing.get(sha256) === true,
    signedAt,
  };
}

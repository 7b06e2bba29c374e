// A case that a resident has begun on the net. It is judged by the same rules as one from
// a village, and from here on it is a case as any other.
import { createHash } from 'node:crypto';
import { chinaDate, epochMsOf } from '../../domain/calendar/civil-date.ts';
import { noticeDue } from '../../domain/calendar/deadline.ts';
import { NO_CASE } from '../../domain/cases/fold-case.ts';
import type { Paper } from '../../domain/cases/papers.ts';
import { acceptingDepartment } from '../../domain/catalogue/case-route.ts';
import type { FullCatalogue } from '../../domain/catalogue/full-catalogue-schema.ts';
import { hasOfficialCode } from '../../domain/catalogue/official-code.ts';
import type { FullMatter } from '../../domain/catalogue/full-matter-schema.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { maskName } from '../../domain/rules/mask.ts';
import { findRefusals } from '../../domain/rules/validate-answers.ts';
import type { InboundCase, InboundCaseAnswer } from '../../protocol/inbound.ts';
import {
  getCurrentCatalogue,
  type PublishedCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { addCase } from '../database/queries/cases.ts';
import { saveSecrets } from '../database/queries/case-secrets.ts';
import {
  addInboundCase,
  findInboundCase,
} from '../database/queries/inbound.ts';
import { findStation, type Station } from '../database/queries/stations.ts';
import { transact, type Work } from '../database/transaction.ts';
import { recordEvent } from '../feed/record-event.ts';
import { queryCodeMac } from '../intake/apply-submit.ts';
import {
  atRest,
  fileMaterials,
  findPaperRefusals,
  findTownship,
} from '../intake/case-content.ts';
import { splitSecrets } from '../intake/case-secrets.ts';
import { findDuplicate } from '../intake/find-duplicate.ts';
import { findFindings } from '../intake/find-findings.ts';
import { takenInAt } from '../intake/intake-interval.ts';
import { canonicalJson } from '../keys/canonical-json.ts';
import { keepWhole, type WholeMaterial } from '../materials/keep-whole.ts';
import { readEpoch } from '../session/epoch.ts';
import type { InboundSender } from '../settings/inbound-settings.ts';
import { findUnfitFiles } from './find-unfit-files.ts';
import { giveNumber, NoSerialLeft } from './give-number.ts';
import { onlineCaseId } from './online-case-id.ts';
import { onlineQueryCode } from './query-code.ts';
import { sealFile } from './seal-file.ts';

export type Begun =
  | { ok: true; value: InboundCaseAnswer }
  /**
   * `changed`: that id stands for another case; `unavailable`: the station has no
   * number left today.
   */
  | { ok: false; code: 'forbidden' | 'changed' | 'unavailable' }
  /** `paths`: where it does not fit the matter; they carry no values. */
  | { ok: false; code: 'unprocessable'; paths: string[] };

/** In the place of a device's id, by which the sums of one device are kept. */
const ONLINE_ID = '00000000-0000-4000-8000-000000000900';
const MAX_FINDINGS = 30;

/** Takes it in, once for each of the sender's ids. */
export async function beginCase(
  context: PlatformContext,
  sender: InboundSender,
  wish: InboundCase,
): Promise<Begun> {
  const { sql, config } = context;
  const { county } = config;
  if (!sender.begins) return { ok: false, code: 'forbidden' };
  const key = { county, sender: sender.id, senderId: wish.id };
  const sha256 = createHash('sha256').update(canonicalJson(wish)).digest('hex');
  const known = await findInboundCase(sql, key);
  if (known !== undefined) return await sameAgain(context, known, sha256);

  const published = await getCurrentCatalogue(context);
  const matter = findOnlineMatter(published.catalogue, wish.matterCode);
  const station = await findStation(sql, { county, code: wish.stationCode });
  if (matter === undefined) return misfit('matterCode');
  if (station === undefined) return misfit('stationCode');
  const unfit = findUnfitFiles(wish);
  if (unfit.length > 0) return misfit(...unfit);
  const { papers, materials } = sealPapers(wish);
  const paths = [
    ...findRefusals(matter, wish.answers, { demo: config.demo }).map(
      ({ path }) => `answers.${path}`,
    ),
    ...findPaperRefusals(matter, papers, []),
  ];
  if (paths.length > 0) return misfit(...paths);

  // Before anything says that they are there.
  await keepWhole(context, { deviceId: ONLINE_ID, materials });
  const caseId = onlineCaseId(context.keys, key);
  const number = await transact(sql, async (work) => {
    const { helpWanted } = wish;
    const at = context.clock().toISOString();
    const said = { ...key, sha256, caseId, helpWanted, at };
    if (!(await addInboundCase(work.tx, said))) return undefined;
    const opening = {
      sender,
      wish,
      matter,
      published,
      station,
      papers,
      caseId,
    };
    return await openCase(context, work, { ...opening, at });
  }).catch((error: unknown) => {
    if (error instanceof NoSerialLeft) return null;
    throw error;
  });
  if (number === null) return { ok: false, code: 'unavailable' };
  if (number !== undefined) return await answered(context, { caseId, number });
  // Another process was first with the same id.
  const first = await findInboundCase(sql, key);
  return first === undefined
    ? { ok: false, code: 'changed' }
    : await sameAgain(context, first, sha256);
}

async function sameAgain(
  context: PlatformContext,
  known: { caseId: string; number: string; sha256: string },
  sha256: string,
): Promise<Begun> {
  return known.sha256 === sha256
    ? await answered(context, known)
    : { ok: false, code: 'changed' };
}

async function answered(
  { keys, sql, config }: PlatformContext,
  { caseId, number }: { caseId: string; number: string },
): Promise<Begun> {
  const queryCode = onlineQueryCode(keys, caseId);
  const epoch = await readEpoch(sql, config.county);
  return { ok: true, value: { caseId, number, queryCode, epoch } };
}

function misfit(...paths: string[]): Begun {
  return { ok: false, code: 'unprocessable', paths: paths.slice(0, 20) };
}

/** Only what a resident may begin on the net, and nothing that was withdrawn. */
function findOnlineMatter(
  { matters }: FullCatalogue,
  code: string,
): FullMatter | undefined {
  return matters.find(
    (matter) =>
      matter.status === 'active' &&
      matter.channels.online &&
      (matter.code === code || hasOfficialCode(matter, code)),
  );
}

function sealPapers(wish: InboundCase): {
  papers: Paper[];
  materials: WholeMaterial[];
} {
  const materials: WholeMaterial[] = [];
  const papers = wish.papers.map((paper): Paper => {
    if (paper.how === 'eCert') return paper;
    const pages = paper.pages.map(({ base64, mediaType }) => {
      const plain = Buffer.from(base64, 'base64');
      const { bytes, ref } = sealFile(plain, mediaType);
      materials.push({ sha256: ref.sha256, bytes });
      return ref;
    });
    return { how: 'photo', paperId: paper.paperId, pages };
  });
  return { papers, materials };
}

/** Gives its number. */
async function openCase(
  context: PlatformContext,
  work: Work,
  p: {
    sender: InboundSender;
    wish: InboundCase;
    matter: FullMatter;
    published: PublishedCatalogue;
    station: Station;
    papers: Paper[];
    caseId: string;
    at: string;
  },
): Promise<string> {
  const { sender, wish, matter, papers, caseId, at } = p;
  const { catalogue, calendar, version } = p.published;
  const { county, demo } = context.config;
  const { tx } = work;
  const device = new Date(epochMsOf(wish.beganAt)).toISOString();
  const intake = { from: null, device, to: at };
  const intakeAt = takenInAt(intake);
  const intakeOn = chinaDate(intakeAt);
  const stationCode = p.station.code;
  const number = await giveNumber(tx, { county, caseId, stationCode, at });
  const form = { caseId, form: matter, answers: wish.answers };
  const { answers, secrets } = splitSecrets(context, form);
  const name = applicantName(matter, wish.answers);
  const { townships } = catalogue.regions;
  const town9 =
    findTownship(matter, wish.answers, townships) ?? p.station.town9;
  const officeId = acceptingDepartment(catalogue, matter);
  const systemId = `system:${sender.id}`;
  const duplicates = await findDuplicate({ context, work }, matter, {
    caseId,
    answers: wish.answers,
  });
  const queryCode = onlineQueryCode(context.keys, caseId);
  const isAdded = await addCase(tx, {
    ...atRest(context, caseId, { papers, signatures: [] }),
    county,
    caseId,
    number,
    stationCode,
    town9,
    matterCode: matter.code,
    matterRevision: matter.revision,
    catalogueVersion: version,
    clerkId: systemId,
    clerkName: sender.name,
    applicantName: name,
    answers,
    consents: wish.consents,
    queryCodeMac: queryCodeMac(context, { number, queryCode }),
    visitId: null,
    servingWays: ['online'],
    bundle: null,
    walkIn: null,
    state: NO_CASE,
    takenInAt: intakeAt,
    arrivedAt: at,
  });
  if (!isAdded) throw new Error('a serial just taken is new');
  await saveSecrets(tx, { county, caseId }, secrets);
  await fileMaterials(
    {
      context,
      work,
      device: { deviceId: ONLINE_ID },
      envelope: { id: caseId },
      arrivedAt: at,
    },
    caseId,
    { papers, signatures: [], replaces: false },
  );
  await recordEvent(work, {
    county,
    caseId,
    by: { kind: 'platform', id: systemId, name: sender.name },
    at,
    body: {
      kind: 'received',
      operationId: caseId,
      number,
      stationCode,
      township: town9,
      ...(officeId !== undefined && { officeId }),
      matterCode: matter.code,
      matterRevision: matter.revision,
      catalogueVersion: version,
      applicantMasked: maskName(name),
      intake,
      noticeBy: noticeDue(intakeOn, calendar),
      findings: [
        { code: 'online', path: sender.name },
        // What for is personal, and stands beside the case alone.
        ...(wish.helpWanted === null ? [] : [{ code: 'helpWanted', path: '' }]),
        ...duplicates,
        ...findFindings(
          matter,
          { answers: wish.answers, papers },
          { today: intakeOn, calendar, demo },
        ),
      ].slice(0, MAX_FINDINGS),
    },
  });
  return number;
}

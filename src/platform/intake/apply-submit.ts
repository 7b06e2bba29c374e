import { noticeDue } from '../../domain/calendar/deadline.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { NO_CASE } from '../../domain/cases/fold-case.ts';
import type { SubmitOperation } from '../../domain/cases/operation.ts';
import {
  readReceiptNumber,
  type ReceiptNumberParts,
} from '../../domain/cases/receipt-number.ts';
import { acceptingDepartment } from '../../domain/catalogue/case-route.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { maskName } from '../../domain/rules/mask.ts';
import { findRefusals } from '../../domain/rules/validate-answers.ts';
import {
  findCatalogue,
  type PublishedCatalogue,
} from '../catalogue/pinned-catalogue.ts';
import { addCase } from '../database/queries/cases.ts';
import { saveSecrets } from '../database/queries/case-secrets.ts';
import { findDeviceByNumber } from '../database/queries/devices.ts';
import { findStation } from '../database/queries/stations.ts';
import { together } from '../database/together.ts';
import { recordEvent } from '../feed/record-event.ts';
import { makeMac } from '../keys/mac.ts';
import {
  atRest,
  fileMaterials,
  findKeyRefusals,
  findPaperRefusals,
  findTownship,
} from './case-content.ts';
import { splitSecrets } from './case-secrets.ts';
import { isWithdrawn } from './catalogue-withdrawn.ts';
import { findDuplicate } from './find-duplicate.ts';
import { findFindings } from './find-findings.ts';
import { takenInAt } from './intake-interval.ts';
import {
  APPLIED,
  hold,
  invalid,
  type Application,
  type Judgement,
} from './judgement.ts';
import { readInterval } from './read-interval.ts';

/** Findings are for the reviewer; more than this nobody reads. */
const MAX_FINDINGS = 30;

/** Takes a case in. The caller has made sure that its id is new. */
export async function applySubmit(
  application: Application<'submit'>,
): Promise<Judgement> {
  const { context, work, device, operation } = application;
  const number = readReceiptNumber(operation.number);
  const whose =
    number === undefined ? 'nobody' : await whoseNumber(application, number);
  if (number === undefined || whose === 'nobody') return invalid('number');
  if (operation.stationCode !== device.stationCode)
    return invalid('stationCode');
  if (number.region !== device.stationCode) return invalid('number');

  // Every version published is kept, so an unknown one was lost in a restore: the
  // case is a legal fact all the same, and a person publishes it again.
  const published = await findCatalogue(
    context,
    operation.catalogueVersion,
    work.tx,
  );
  if (published === undefined) return hold('catalogueWithdrawn');
  const { answers, papers, signatures } = operation;
  const [isStopped, wrongKeys] = await together([
    isWithdrawn(application, operation.catalogueVersion, 'submit'),
    findKeyRefusals(application, papers, signatures),
  ]);
  if (isStopped) return hold('catalogueWithdrawn');
  const matter = findMatterByCode(published.catalogue, operation.matterCode);
  if (matter === undefined) return invalid('matterCode');
  if (matter.revision !== operation.matterRevision)
    return invalid('matterRevision');

  const { demo } = context.config;
  const paths = [
    ...findRefusals(matter, answers, { demo }).map(
      ({ path }) => `answers.${path}`,
    ),
    ...findPaperRefusals(matter, papers, signatures),
    ...wrongKeys,
  ];
  if (paths.length > 0) return invalid(...paths);
  if (whose === 'other' && !application.waived.has('notAllowedNow'))
    return hold('notAllowedNow');
  return await openCase(application, published, matter);
}

/**
 * A mended case keeps its number; a device that enrolled again mends what it took in
 * under its former one. `other`: before its first contact it took cases in by a ticket
 * that bound another device, whose number that is. A printed receipt stands behind it,
 * so a person decides.
 */
async function whoseNumber(
  { context, work, device, operation }: Application<'submit'>,
  { deviceNumber }: ReceiptNumberParts,
): Promise<'own' | 'other' | 'nobody'> {
  const { stationCode } = device;
  if (deviceNumber === device.deviceNumber) return 'own';
  const isUnheard = operation.madeAt.lastHeardAt === null;
  if (operation.replaces === null && !isUnheard) return 'nobody';
  const { county } = context.config;
  const other = await findDeviceByNumber(work.tx, {
    county,
    stationCode,
    deviceNumber,
  });
  const isFormer = other?.state === 'revoked' || other?.chainState === 'forked';
  if (operation.replaces !== null && isFormer) return 'own';
  return isUnheard && other !== undefined ? 'other' : 'nobody';
}

async function openCase(
  application: Application<'submit'>,
  { catalogue, calendar }: PublishedCatalogue,
  matter: Matter,
): Promise<Judgement> {
  const { context, work, device, author, envelope, operation } = application;
  const { arrivedAt } = application;
  const { tx } = work;
  const { county, demo } = context.config;
  const { caseId } = envelope;
  if (caseId === null) return invalid('caseId');
  const [station, intake, duplicates] = await together([
    findStation(tx, { county, code: device.stationCode }),
    readInterval(application, operation.madeAt),
    findDuplicate(application, matter, {
      caseId,
      answers: operation.answers,
    }),
  ]);
  if (station === undefined) throw new Error('a device without its station');
  const intakeAt = takenInAt(intake);
  const intakeOn = chinaDate(intakeAt);
  const { answers, secrets } = splitSecrets(context, {
    caseId,
    form: matter,
    answers: operation.answers,
  });
  const name = applicantName(matter, operation.answers);
  const town9 =
    findTownship(matter, operation.answers, catalogue.regions.townships) ??
    station.town9;

  const officeId = acceptingDepartment(catalogue, matter);

  const isAdded = await addCase(tx, {
    ...atRest(context, caseId, {
      papers: operation.papers,
      signatures: operation.signatures,
    }),
    county,
    caseId,
    number: operation.number,
    stationCode: device.stationCode,
    town9,
    matterCode: matter.code,
    matterRevision: matter.revision,
    catalogueVersion: operation.catalogueVersion,
    clerkId: author.clerkId,
    clerkName: author.clerkName,
    applicantName: name,
    answers,
    consents: operation.consents,
    queryCodeMac: queryCodeMac(context, operation),
    ...waysOf(operation, { isElsewhere: town9 !== station.town9 }),
    state: NO_CASE,
    takenInAt: intakeAt,
    arrivedAt,
  });
  // Only a copied device gives a number twice. A printed receipt stands behind
  // each of the two, so neither may be refused: a person decides.
  if (!isAdded) return hold('unprocessable');

  await together([
    saveSecrets(tx, { county, caseId }, secrets),
    fileMaterials(application, caseId, {
      papers: operation.papers,
      signatures: operation.signatures,
      replaces: false,
    }),
    recordEvent(work, {
      county,
      caseId,
      by: { kind: 'clerk', id: author.clerkId, name: author.clerkName },
      at: application.at,
      body: {
        kind: 'received',
        operationId: envelope.id,
        number: operation.number,
        stationCode: device.stationCode,
        township: town9,
        ...(officeId !== undefined && { officeId }),
        matterCode: matter.code,
        matterRevision: matter.revision,
        catalogueVersion: operation.catalogueVersion,
        applicantMasked: maskName(name),
        intake,
        noticeBy: noticeDue(intakeOn, calendar),
        findings: [
          ...duplicates,
          ...findFindings(matter, operation, {
            today: intakeOn,
            calendar,
            demo,
          }),
        ].slice(0, MAX_FINDINGS),
      },
    }),
  ]);
  return APPLIED;
}

/** Which visit it is of and how it was served; where he belongs the county knows best. */
function waysOf(
  { visitId, bundleId, bundle, servingWays, walkIn }: SubmitOperation,
  { isElsewhere }: { isElsewhere: boolean },
) {
  const ways = new Set(servingWays);
  if (isElsewhere) ways.add('crossTownship');
  return {
    visitId: visitId ?? null,
    bundle:
      bundle === undefined || bundleId === undefined
        ? null
        : { ...bundle, id: bundleId },
    servingWays: [...ways],
    walkIn: walkIn ?? null,
  };
}

/** What typed access is checked against; the code itself is kept nowhere. */
export function queryCodeMac(
  { keys }: Pick<Application['context'], 'keys'>,
  p: { number: string; queryCode: string },
): string {
  return makeMac(keys, 'queryCode', [p.number.slice(-9), p.queryCode]);
}

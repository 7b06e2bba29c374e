// Every path of the interface × everybody who may ask × own and other jurisdiction,
// made from the description that the platform gives of itself. A path without its row
// of the matrix, or without a request to try it by, fails.
import { createHash, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { replaceAccountPersons } from '../../../src/platform/database/queries/account-persons.ts';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addProposal } from '../../../src/platform/database/queries/clerk-proposals.ts';
import {
  addSession,
  proveSession,
} from '../../../src/platform/database/queries/sessions.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import {
  grantsOf,
  MATRIX,
  NEVER_ON_OWN,
  type Action,
  type Condition,
} from '../../../src/platform/people/matrix.ts';
import { personMac } from '../../../src/platform/people/person-mac.ts';
import { STAFF_ROLES, type StaffRole } from '../../../src/protocol/review.ts';
import { ANSWERS, TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import { anAct, answer, send } from '../intake/a-case.ts';
import { aMaterial, postWhole } from '../materials/a-material.ts';
import { requestOf, type Place } from './requests.ts';

type Needs =
  | 'nothing'
  | 'deliver'
  | 'read'
  | 'signature'
  | 'session'
  | { action: Action; met?: Condition[]; together?: Condition[] };
type Described = {
  operation: string;
  needs: Needs | undefined;
  isFreshOnly: boolean;
};

const platform = await startTestPlatform();
const { context, address } = platform;
const { sql } = context;

const own = await aPlace('422825102206', 'demo-clerk', 'rsj');
const other = await aPlace('422825201237', 'another-clerk', 'mzj');
const device = own.device;
const locked = await TestDevice.ready(platform, '422825102206');
await locked.open({}, { locked: true });

const AUDIENCES: Record<StaffRole, string> = {
  clerk: 'station:422825102206',
  head: 'station:422825102206',
  reviewer: 'township:422825102',
  handler: 'department:rsj',
  window: 'window:422825102206',
  administrator: 'county',
  auditor: 'county',
};
for (const role of STAFF_ROLES) await anAccount(role, role);
// Takes cases in at the village and reviews at the township.
await anAccount('demo-clerk', 'reviewer');
// Lives with the applicant of every case here.
await anAccount('kin', 'reviewer');
await replaceAccountPersons(sql, {
  county: COUNTY,
  accountId: 'kin',
  macs: [personMac(context.keys, ANSWERS['applicantIdNo'] as string)],
});

const ASKERS = [
  'nobody',
  'locked device',
  'device',
  ...STAFF_ROLES,
  'reviewer of his own',
  'reviewer of his household',
  'reviewer since long',
  'administrator since long',
] as const;
type Asker = (typeof ASKERS)[number];

type Operation = { 'x-needs'?: Needs; 'x-fresh-login'?: boolean };
const description = (await (
  await fetch(`${address}/api/openapi.json`)
).json()) as { paths: Record<string, Record<string, Operation>> };
const described: Described[] = Object.entries(description.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({
      operation: `${method} ${path}`,
      needs: each['x-needs'],
      isFreshOnly: each['x-fresh-login'] === true,
    })),
);

test('every path has its row of the matrix, or its scope, and a request to try it by', () => {
  const lacking = described.filter(
    ({ operation, needs }) =>
      needs === undefined ||
      (typeof needs === 'object' && !(needs.action in MATRIX)) ||
      requestOf(operation, own) === undefined,
  );
  expect(lacking).toEqual([]);
  expect(described.length).toBeGreaterThan(30);
});

const cases = described.flatMap((each) => [
  { ...each, jurisdiction: 'own' as const },
  { ...each, jurisdiction: 'other' as const },
]);

test.each(cases)(
  '$operation, $jurisdiction: each asker gets what the matrix gives',
  async ({ operation, needs, isFreshOnly, jurisdiction }) => {
    const place = jurisdiction === 'own' ? own : other;
    const tried = requestOf(operation, place);
    if (tried === undefined || needs === undefined) throw new Error(operation);
    const [method = ''] = operation.split(' ');
    const ask = async (asker: Asker) => {
      const answer = await fetch(`${address}${tried.path}`, {
        method: method.toUpperCase(),
        redirect: 'manual',
        headers: {
          'Sec-Fetch-Site': 'same-origin',
          ...tried.headers,
          ...(await credentials(asker)),
        },
        ...(tried.body === undefined ? {} : { body: tried.body }),
      });
      const text = await answer.text();
      const isLetIn = tried.lets.includes(answer.status);
      const isShown = tried.shows === undefined || text.includes(tried.shows);
      return [asker, isLetIn ? isShown : answer.status];
    };
    expect(Object.fromEntries(await Promise.all(ASKERS.map(ask)))).toEqual(
      Object.fromEntries(
        ASKERS.map((asker) => [
          asker,
          freshly(
            asker,
            isFreshOnly,
            mayAsk(asker, needs, jurisdiction, tried.about),
          ),
        ]),
      ),
    );
  },
);

/** Whoever may, but signed in long ago, is asked for his password first. */
function freshly(
  asker: Asker,
  isFreshOnly: boolean,
  may: boolean | number,
): boolean | number {
  const isStale = asker.endsWith(' since long');
  return isFreshOnly && isStale && may === true ? 401 : may;
}

/**
 * What is agreed: a status that refuses, or whether the thing is shown to whoever is
 * let in.
 */
function mayAsk(
  asker: Asker,
  needs: Needs,
  jurisdiction: 'own' | 'other',
  about: 'case' | 'list' | 'audience' | undefined,
): boolean | number {
  if (needs === 'nothing') return true;
  const isDevice = asker === 'device' || asker === 'locked device';
  if (needs === 'deliver' || needs === 'read') {
    if (!isDevice) return 401;
    if (needs === 'read' && asker === 'locked device') return 403;
    return about === 'audience' && jurisdiction === 'other' ? 403 : true;
  }
  // No session of anybody's is one.
  if (needs === 'signature') return 401;
  if (isDevice || asker === 'nobody') return 401;
  if (needs === 'session') return true;
  const { action, met = [], together = [] } = needs;
  const isOwn = asker.startsWith('reviewer of his ');
  const role = roleOf(asker);
  const grantsBy = (vouched: Condition[]) =>
    grantsOf(action, role).filter(({ conditions }) =>
      conditions.every((each) => vouched.includes(each)),
    );
  const grants = grantsBy(met);
  // Where another has to say yes first, and nobody has.
  if (grants.length === 0)
    return grantsBy([...met, ...together]).length > 0 ? 409 : 403;
  if (about === undefined) return true;
  const reaches = grants.some(
    ({ where }) =>
      where === 'county' || (jurisdiction === 'own' && where !== 'window'),
  );
  if (about === 'list') return reaches;
  if (isOwn && jurisdiction === 'own' && NEVER_ON_OWN.includes(action))
    return 403;
  return reaches ? true : 403;
}

function roleOf(asker: Asker): StaffRole {
  if (asker.startsWith('reviewer of his ')) return 'reviewer';
  return asker.replace(/ since long$/, '') as StaffRole;
}

/** A session of its own for each question: one of them ends it. */
async function credentials(asker: Asker): Promise<Record<string, string>> {
  if (asker === 'nobody') return {};
  if (asker === 'device') return { Authorization: `Bearer ${device.token}` };
  if (asker === 'locked device')
    return { Authorization: `Bearer ${locked.token}` };
  const token = randomUUID();
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const session = { county: COUNTY, tokenHash, now: context.clock() };
  await addSession(sql, { ...session, accountId: accountOf(asker) });
  if (asker.endsWith(' since long'))
    await proveSession(sql, { ...session, now: anHourAgo() });
  return { Cookie: `__Host-session=${token}` };
}

function accountOf(asker: Asker): string {
  if (asker === 'reviewer of his own') return 'demo-clerk';
  return asker === 'reviewer of his household' ? 'kin' : roleOf(asker);
}

function anHourAgo(): Date {
  return new Date(context.clock().getTime() - 3_600_000);
}

async function anAccount(accountId: string, role: StaffRole): Promise<void> {
  await addAccount(sql, {
    county: COUNTY,
    accountId,
    login: accountId,
    name: '舒示贵',
    passwordHash: '',
    demo: true,
    roles: [{ role, audience: AUDIENCES[role] }],
  });
}

/** A station with a case that a department has, and an act that is held. */
async function aPlace(
  stationCode: string,
  clerkId: string,
  officeId: string,
): Promise<Place & { device: TestDevice }> {
  const device = await TestDevice.ready(platform, stationCode, {
    id: clerkId,
    name: '杨示梅',
  });
  const material = aMaterial(2000);
  const town9 = stationCode.slice(0, 9);
  const submit = await device.make(
    device.submitOperation({
      answers: {
        ...ANSWERS,
        applicantHukou: {
          town9,
          village: stationCode,
          group: 3,
          detail: '7号',
        },
      },
      papers: [{ how: 'photo', paperId: 'V14-M2', pages: [material.ref] }],
    }),
  );
  await send(device, submit);
  await postWhole(device, material);
  const caseId = submit.caseId ?? '';
  await transact(sql, async (work) => {
    await recordEvent(work, {
      county: COUNTY,
      caseId,
      by: { kind: 'platform', id: 'platform', name: '' },
      body: { kind: 'departmentStarted', officeId },
      at: new Date().toISOString(),
    });
  });
  const held = await anAct(device, submit, answer(1));
  const { body } = await device.push(held);
  expect(body.results).toMatchObject([{ result: 'held' }]);
  const audience = `station:${stationCode}`;
  const { sha256 } = material.ref;
  const { id: spareId } = await TestDevice.ready(platform, stationCode);
  const heldId = held.id;
  await addProposal(sql, {
    county: COUNTY,
    proposalId: randomUUID(),
    stationCode,
    clerkName: '向示兰',
    proposedBy: 'reviewer',
    at: context.clock(),
  });
  const place = { device, audience, caseId, sha256, heldId, stationCode };
  return { ...place, clerkId, spareId };
}

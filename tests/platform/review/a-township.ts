// A county with a published catalogue, two townships' stations, and cases put
// straight into the database: what review has to do with begins there.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { chinaDate } from '../../../src/domain/calendar/civil-date.ts';
import { noticeDue } from '../../../src/domain/calendar/deadline.ts';
import { NO_CASE } from '../../../src/domain/cases/fold-case.ts';
import type { EventBody } from '../../../src/domain/cases/event.ts';
import {
  citedMaterials,
  type MaterialRef,
  type Paper,
} from '../../../src/domain/cases/papers.ts';
import { makeReceiptNumber } from '../../../src/domain/cases/receipt-number.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { getCatalogue } from '../../../src/platform/catalogue/pinned-catalogue.ts';
import { publishCatalogue } from '../../../src/platform/catalogue/publish-catalogue.ts';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { addCaseMaterials } from '../../../src/platform/database/queries/case-materials.ts';
import { saveSecrets } from '../../../src/platform/database/queries/case-secrets.ts';
import { addCase } from '../../../src/platform/database/queries/cases.ts';
import { markWhole } from '../../../src/platform/database/queries/materials.ts';
import { saveStation } from '../../../src/platform/database/queries/stations.ts';
import { transact } from '../../../src/platform/database/transaction.ts';
import { demoStations } from '../../../src/platform/demo/demo-county.ts';
import { recordEvent } from '../../../src/platform/feed/record-event.ts';
import { splitSecrets } from '../../../src/platform/intake/case-secrets.ts';
import { loadCountyKeys } from '../../../src/platform/keys/county-keys.ts';
import {
  citeMaterials,
  numberPages,
} from '../../../src/platform/materials/cite-materials.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { theCalendar } from '../../domain/calendar/the-calendar.ts';
import { createTestDatabase } from '../../support/postgres.ts';
import { sealMaterial } from '../../support/seal-material.ts';

const COUNTY = '422825';
const DATA = 'src/domain/catalogue/data';
const read = (name: string): { matters?: { code: string }[] } =>
  JSON.parse(readFileSync(`${DATA}/${name}`, 'utf8')) as object;

export const catalogue = read('matters.json');
const calendar = theCalendar();
export const CATALOGUE_VERSION = (catalogue as { version: string }).version;
export const TOWN = '422825102';
export const STATION = '422825102206';
export const OTHER_TOWN = '422825101';

export function reviewer(town9 = TOWN, id = 'S11', name = '舒示贵'): Principal {
  const roles = [{ role: 'reviewer', audience: `township:${town9}` }] as const;
  return { accountId: id, name, roles };
}
export function handler(...offices: string[]): Principal {
  return {
    accountId: `D-${offices.join()}`,
    name: '田示福',
    roles: offices.map((id) => ({
      role: 'handler',
      audience: `department:${id}`,
    })),
  };
}
export const administrator: Principal = {
  accountId: 'S30',
  name: '彭示桂',
  roles: [{ role: 'administrator', audience: 'county' }],
};

export type Township = {
  context: PlatformContext;
  /** Moves the clock. */
  setNow: (instant: string) => void;
  takeIn: (wish?: CaseWish) => Promise<TakenIn>;
  arrive: (ref: MaterialRef, content: Uint8Array) => Promise<void>;
};
export type TakenIn = { caseId: string; number: string; photographs: Photo[] };
type Photo = { ref: MaterialRef; content: Uint8Array; plain: Uint8Array };
type CaseWish = {
  applicantName?: string;
  town9?: string;
  stationCode?: string;
  clerkId?: string;
  matterCode?: string;
  takenInAt?: string;
  /** Not before it was taken in. */
  arrivedAt?: string;
  photographs?: number;
};

export async function aTownship(): Promise<Township> {
  const { sql } = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'vsp-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let now = new Date('2026-11-25T02:00:00Z');
  const stored = new Map<string, Uint8Array<ArrayBuffer>>();
  const context: PlatformContext = {
    sql,
    config: { county: COUNTY, demo: true, address: 'http://localhost:8080' },
    keys: await loadCountyKeys(folder, COUNTY),
    store: {
      put: () => Promise.resolve(true),
      read: (sha256) => {
        const bytes = stored.get(sha256);
        return bytes === undefined
          ? Promise.reject(new Error('not there'))
          : Promise.resolve(bytes);
      },
      has: (sha256) => Promise.resolve(stored.has(sha256)),
      remove: () => Promise.resolve(),
    },
    clock: () => now,
    log: pino({ level: 'silent' }),
  };
  await publishCatalogue(context, catalogue, read('calendar.json'));
  const published = await getCatalogue(context, CATALOGUE_VERSION);
  for (const station of demoStations) await saveStation(sql, COUNTY, station);

  const takeIn = async (wish: CaseWish = {}): Promise<TakenIn> => {
    const made = makeCase(wish);
    await transact(sql, async (work) => {
      const { tx } = work;
      const { caseId, county } = made.row;
      const { answers, secrets } = splitSecrets(context, {
        caseId,
        form: getMatter(published.catalogue, made.row.matterCode),
        answers: made.row.answers,
      });
      await addCase(tx, { ...made.row, answers });
      await saveSecrets(tx, { county, caseId }, secrets);
      const materials = citedMaterials(made.row.papers, []);
      const operationId = randomUUID();
      await citeMaterials(tx, context, {
        deviceId: randomUUID(),
        operationId,
        at: made.row.arrivedAt,
        refs: materials.map(({ ref }) => ref),
      });
      await addCaseMaterials(
        tx,
        { county, caseId, operationId },
        numberPages(materials),
      );
      await recordEvent(work, {
        county,
        caseId,
        by: { kind: 'clerk', id: made.row.clerkId, name: made.row.clerkName },
        body: made.received,
        at: made.row.arrivedAt,
      });
    });
    const { caseId, number } = made.row;
    return { caseId, number, photographs: made.photographs };
  };

  return {
    context,
    setNow: (instant) => {
      now = new Date(instant);
    },
    takeIn,
    arrive: async ({ sha256 }, content) => {
      stored.set(sha256, Uint8Array.from(content));
      await markWhole(sql, {
        county: COUNTY,
        sha256,
        bytes: content.length,
        at: now.toISOString(),
      });
    },
  };
}

let serial = 0;

function makeCase(wish: CaseWish) {
  serial += 1;
  const {
    applicantName = '姚示江',
    town9 = TOWN,
    stationCode = STATION,
    clerkId = 'S03',
    matterCode = 'V14',
    takenInAt = '2026-11-24T02:00:00.000Z',
  } = wish;
  const { arrivedAt = takenInAt } = wish;
  const photographs = Array.from({ length: wish.photographs ?? 0 }, () => {
    const plain = Uint8Array.from(randomBytes(2000));
    const { content, key } = sealMaterial(plain);
    const ref: MaterialRef = {
      sha256: createHash('sha256').update(content).digest('hex'),
      key,
      bytes: content.length,
      mediaType: 'image/jpeg',
    };
    return { ref, content, plain };
  });
  const papers: Paper[] = [
    { how: 'seen', paperId: `${matterCode}-M1`, seenAt: takenInAt },
    ...(photographs.length === 0
      ? []
      : [
          {
            how: 'photo' as const,
            paperId: `${matterCode}-M2`,
            pages: photographs.map(({ ref }) => ref),
          },
        ]),
  ];
  const number = makeReceiptNumber({
    region: stationCode,
    date: '2026-11-24',
    deviceNumber: 3,
    serial,
  });
  const row = {
    county: COUNTY,
    caseId: randomUUID(),
    number,
    stationCode,
    town9,
    matterCode,
    matterRevision: 1,
    catalogueVersion: CATALOGUE_VERSION,
    clerkId,
    clerkName: '谭示贵',
    applicantName,
    answers: { applicantName, applicantIdNo: '000000193405210027' },
    papers,
    signatures: [],
    consents: [],
    queryCodeMac: 'mac',
    visitId: null,
    servingWays: ['counter' as const],
    walkIn: null,
    bundle: null,
    state: NO_CASE,
    takenInAt,
    arrivedAt,
  };
  const received: EventBody = {
    kind: 'received',
    operationId: randomUUID(),
    number,
    stationCode,
    township: town9,
    matterCode,
    matterRevision: 1,
    catalogueVersion: CATALOGUE_VERSION,
    applicantMasked: '姚*江',
    intake: { from: null, device: takenInAt, to: arrivedAt },
    noticeBy: noticeDue(chinaDate(takenInAt), calendar),
    findings: [],
  };
  return { row, received, photographs };
}

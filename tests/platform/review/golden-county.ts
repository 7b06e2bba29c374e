// A county of the test's own with one person of each office, a village that sends, and
// a clock that only goes forward.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { addAccount } from '../../../src/platform/database/queries/accounts.ts';
import { addSession } from '../../../src/platform/database/queries/sessions.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import { theCatalogue } from '../../domain/catalogue/the-catalogue.ts';
import { TestDevice } from '../../support/device-builder.ts';
import { COUNTY, startTestPlatform } from '../../support/test-platform.ts';
import type { Who } from './golden-steps.ts';

const STATION = '422825102206';
const DAY_MS = 86_400_000;

const { samples } = JSON.parse(
  readFileSync('tests/domain/rules/demo-samples.json', 'utf8'),
) as { samples: Record<string, { answers: Answers }> };

/** Of all townships: where a case belongs is another test's matter. */
const TOWNS = theCatalogue().regions.townships.map(
  ({ code9 }) => `township:${code9}`,
);
const ROLES: Record<Who, Principal['roles'][number]['role']> = {
  town: 'reviewer',
  dept: 'handler',
  agri: 'handler',
  natural: 'handler',
  housing: 'handler',
  county: 'administrator',
  window: 'window',
  head: 'head',
};
const OF: Record<Who, string[]> = {
  town: TOWNS,
  dept: ['department:county-civil', 'department:county-medical'],
  agri: ['department:county-agri'],
  natural: ['department:county-natural'],
  housing: ['department:county-housing'],
  county: ['county'],
  window: [`window:${STATION}`],
  head: [`station:${STATION}`],
};

type Answer = { status: number; body: { code?: string; version?: number } };
export type County = {
  context: PlatformContext;
  reviewer: Principal;
  takesIn: (
    matterCode: string,
    change?: Answers,
  ) => Promise<{ caseId: string; number: string }>;
  sends: (
    caseId: string,
    operation: { kind: string } & Record<string, unknown>,
  ) => Promise<void>;
  /** On the case as it stands. */
  decides: (who: Who, caseId: string, act: object) => Promise<Answer>;
  /** `provedAt`: when he last gave his password; absent: now. */
  asks: (
    who: Who,
    path: string,
    body: object,
    provedAt?: Date,
  ) => Promise<Answer>;
  reads: (who: Who, path: string) => Promise<{ status: number; body: unknown }>;
  passes: (days: number) => void;
};

export function principalOf(who: Who): Principal {
  const roles = OF[who].map((audience) => ({ role: ROLES[who], audience }));
  return { accountId: who, name: '舒示贵', roles };
}

export async function aCounty(): Promise<County> {
  const platform = await startTestPlatform();
  const { context, address } = platform;
  const { sql } = context;
  const device = await TestDevice.ready(platform, STATION);
  const last = new Map<string, string>();
  let aheadMs = 0;
  const tick = () => {
    if (aheadMs > 0)
      platform.setNow(new Date(Date.now() + aheadMs).toISOString());
  };
  for (const who of Object.keys(OF) as Who[])
    await addAccount(sql, {
      county: COUNTY,
      accountId: who,
      login: who,
      name: '舒示贵',
      passwordHash: '',
      demo: true,
      roles: principalOf(who).roles,
    });

  const push = async (
    operation: object,
    place: { caseId?: string | null; casePrev?: string | null },
  ) => {
    tick();
    await device.open();
    const envelope = await device.make(operation, place);
    const { body } = await device.push(envelope);
    const [result] = body.results ?? [];
    if (result?.result !== 'applied') throw new Error(JSON.stringify(body));
    last.set(envelope.caseId ?? '', envelope.id);
    return envelope.caseId ?? '';
  };
  const request = async (
    who: Who,
    path: string,
    { body, provedAt = context.clock() }: { body?: object; provedAt?: Date },
  ) => {
    const token = randomUUID();
    const tokenHash = createHash('sha256').update(token).digest('hex');
    const session = { county: COUNTY, tokenHash, accountId: who, provedAt };
    await addSession(sql, { ...session, now: context.clock() });
    const answer = await fetch(`${address}/api/v1/review${path}`, {
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        'Content-Type': 'application/json',
        Cookie: `__Host-session=${token}`,
      },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const told: unknown = text === '' ? {} : JSON.parse(text);
    return { status: answer.status, body: told };
  };
  const asks: County['asks'] = async (who, path, body, provedAt) =>
    (await request(who, path, {
      body,
      ...(provedAt && { provedAt }),
    })) as Answer;
  return {
    context,
    reviewer: principalOf('town'),
    takesIn: async (matterCode, change = {}) => {
      const { revision } = theCatalogue().matters.find(
        ({ code }) => code === matterCode,
      ) ?? { revision: 1 };
      const submit = device.submitOperation({
        matterCode,
        matterRevision: revision,
        answers: { ...samples[matterCode]?.answers, ...change },
      });
      const caseId = await push(submit, {});
      return { caseId, number: submit.number };
    },
    sends: async (caseId, operation) => {
      const casePrev = last.get(caseId) ?? null;
      const madeAt = device.moment(context.clock().toISOString());
      await push({ madeAt, ...operation }, { caseId, casePrev });
    },
    decides: async (who, caseId, act) => {
      const [row] = await sql<{ version: number }[]>`
        SELECT version FROM cases WHERE case_id = ${caseId}`;
      const version = row?.version ?? 0;
      return await asks(who, `/cases/${caseId}/decisions`, { ...act, version });
    },
    asks,
    reads: async (who, path) => await request(who, path, {}),
    passes: (days) => {
      aheadMs += days * DAY_MS;
      tick();
    },
  };
}

// Runs the whole counter in the test's page on a device that is a fake.
import { afterEach } from 'vitest';
import { page } from 'vitest/browser';
import '../../src/ui/base.css';
import type { LockLimits } from '../../src/counter/auto-lock.ts';
import { runCounter } from '../../src/counter/counter-app.tsx';
import type { Answers } from '../../src/domain/cases/answers.ts';
import type { CaseEvent, EventBody } from '../../src/domain/cases/event.ts';
import type { FakeDevice } from '../support/fake-device.ts';

const HOME = location.pathname + location.search;
let stop: (() => void) | undefined;

afterEach(() => {
  stop?.();
  stop = undefined;
  document.getElementById('counter-root')?.remove();
  history.replaceState(null, '', HOME);
});

/** Where the counter notes outside the database which station this is. */
export const MARK = 'station-mark';

/** Opens the counter at an address of its own; `mark`: noted at an earlier start. */
export function openCounter(
  fake: Pick<FakeDevice, 'api'>,
  path = '/',
  { mark, limits }: { mark?: string; limits?: LockLimits } = {},
): void {
  stop?.();
  if (mark === undefined) localStorage.removeItem(MARK);
  else localStorage.setItem(MARK, mark);
  document.getElementById('counter-root')?.remove();
  history.pushState(null, '', path);
  const root = document.createElement('div');
  root.id = 'counter-root';
  document.body.append(root);
  stop = runCounter(root, () => fake.api, limits);
}

export const heading = (name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name });
export const button = (name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
export const link = (name: string | RegExp) =>
  page.getByRole('link', { name, exact: typeof name === 'string' });

/** A whole and right form of the pension verification (V03). */
export const verification: Answers = {
  applicantName: '向某英',
  applicantIdNo: '000000194805190015',
  applicantHukou: {
    town9: '422825201',
    village: '422825201200',
    group: 3,
    detail: '12号',
    townName: '沙道沟镇',
    villageName: '水田坝村',
  },
  applicantPhone: '0718-0000004',
  verifyWay: '本人到村现场',
  verifyDate: '2026-11-25',
  alive: '是',
  witness: '田某',
};

/** Events numbered and dated as the county would give them. */
export function events(...bodies: EventBody[]): CaseEvent[] {
  return bodies.map((body, index) => ({
    caseId: '019ab000-0000-7000-8000-000000000001',
    n: index + 1,
    at: `2026-11-25T0${3 + index}:20:00.000Z`,
    by: { kind: 'staff', id: 'reviewer-1', name: '李审核' },
    body,
  }));
}

export const received: EventBody = {
  kind: 'received',
  operationId: 'operation-1',
  number: '422825201237261125002000714',
  stationCode: '422825201237',
  township: '422825201',
  matterCode: 'V14',
  matterRevision: 1,
  catalogueVersion: '1',
  applicantMasked: '向*英',
  intake: {
    from: null,
    device: '2026-11-25T02:36:00.000Z',
    to: '2026-11-25T02:51:00.000Z',
  },
  noticeBy: { date: '2026-12-02', provisional: false },
  findings: [],
};

/** A correction to be answered by a day. */
export const correctionBy = (date: string): EventBody => ({
  kind: 'correctionRequested',
  items: [
    {
      about: 'V14-M2',
      target: 'paper',
      reason: '户口簿本人页看不清',
      fix: '重拍本人页，四角拍全',
    },
    {
      about: 'bankAccount',
      target: 'field',
      reason: '账号少一位',
      fix: '带社保卡来核对',
    },
  ],
  dueOn: { date, provisional: false },
});

/** Due on a day that these tests will not see: the screens' clock is the true one. */
export const correction = correctionBy('2099-12-09');

// What a way through the life of a case is written in.
import type { DisplayStatus } from '../../../src/domain/cases/display-status.ts';
import type { EventKind } from '../../../src/domain/cases/event.ts';

export type Who =
  | 'town'
  | 'dept'
  | 'agri'
  | 'natural'
  | 'housing'
  | 'county'
  | 'window'
  | 'head';
export type Step =
  | {
      by: Who;
      act: { act: string } & Record<string, unknown>;
      refused?: string;
    }
  | { village: { kind: string } & Record<string, unknown> }
  /** Days go by. */
  | { days: number };

export type Golden = {
  name: string;
  matter: string;
  steps: Step[];
  history: EventKind[];
  word: DisplayStatus;
};

export const REASON = '与规定的条件不符，见审查意见';
export const town = (act: string, rest: object = {}): Step => ({
  by: 'town',
  act: { act, ...rest },
});
export const dept = (act: string, rest: object = {}): Step => ({
  by: 'dept',
  act: { act, ...rest },
});
export const by = (who: Who, act: string, rest: object = {}): Step => ({
  by: who,
  act: { act, ...rest },
});
export const no = (refused: string, step: Step): Step => ({ ...step, refused });
export const conclude = { result: '审批结果', pickup: null, note: '' };
export const atWindow = {
  ...conclude,
  pickup: '响龙村便民服务站',
  window: '422825102206',
};
export const correction = (about: string) => ({
  items: [{ about, target: 'paper', reason: '看不清', fix: '重拍' }],
});
export const granted: Step[] = [
  town('accept'),
  town('dispatch'),
  dept('start'),
];
export const GRANTED: EventKind[] = [
  'accepted',
  'dispatched',
  'departmentStarted',
];
export const atVillage = {
  kind: 'confirmDelivery',
  receivedBy: '姚示江',
  papers: [],
  signatures: [],
};

import type {
  HeldCode,
  LaterCode,
  RefusedCode,
} from '../../protocol/error-code.ts';
import type { Operation } from '../../domain/cases/operation.ts';
import type { Envelope } from '../../protocol/sealed-operation.ts';
import type { PlatformContext } from '../context.ts';
import type { AuthorKeyRow } from '../database/queries/author-keys.ts';
import type { DeviceRow } from '../database/queries/devices.ts';
import type { Work } from '../database/transaction.ts';

/**
 * What is decided about one operation: taken effect; kept for a person; not the
 * county's to take, whole on the device; to be sent again.
 */
export type Judgement =
  | { result: 'applied' }
  | { result: 'held'; code: HeldCode }
  | { result: 'refused'; code: RefusedCode; paths?: string[] }
  | { result: 'later'; code: LaterCode };

export const APPLIED: Judgement = { result: 'applied' };

/** Kept without effect until a person has looked at it. */
export function hold(code: HeldCode): Judgement {
  return { result: 'held', code };
}

/** It does not fit its schema or its matter, there; paths carry no values. */
export function invalid(...paths: string[]): Judgement {
  return {
    result: 'refused',
    code: 'invalid',
    paths: [...new Set(paths)].slice(0, 20),
  };
}

/** What applying one operation of a kind is given. */
export type Application<Kind extends Operation['kind'] = Operation['kind']> = {
  context: PlatformContext;
  work: Work;
  device: DeviceRow;
  author: AuthorKeyRow;
  envelope: Envelope;
  operation: Extract<Operation, { kind: Kind }>;
  /** ISO 8601: when the batch arrived. */
  arrivedAt: string;
};

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

/** Where operations of one device are judged and applied. */
export type Batch = {
  context: PlatformContext;
  work: Work;
  device: DeviceRow;
  /** ISO 8601: when it reached the county. */
  arrivedAt: string;
  /** ISO 8601: when it takes effect; later, if it was held meanwhile. */
  at: string;
  /** A person has decided that these reasons hold it no more. */
  waived: ReadonlySet<HeldCode>;
};

/** What applying one operation of a kind is given. */
export type Application<Kind extends Operation['kind'] = Operation['kind']> =
  Batch & {
    author: AuthorKeyRow;
    envelope: Envelope;
    operation: Extract<Operation, { kind: Kind }>;
  };

// What the county decided about one operation, and how its row moves by that.
import { unreachable } from '../../domain/unreachable.ts';
import type { ErrorCode } from '../../protocol/error-code.ts';
import type { OperationResult } from '../../protocol/operations.ts';

/** How a row of the outbox moves by its result. */
export type Settlement =
  | { to: 'settled'; result: 'applied'; code: null; paths: [] }
  | { to: 'settled'; result: 'held'; code: ErrorCode; paths: [] }
  | { to: 'attention'; result: 'refused'; code: ErrorCode; paths: string[] }
  /** Not stored by the county: it stays pending. */
  | { to: 'pending'; code: ErrorCode };

/** What the county decided about one operation moves its row. */
export function decideResult(result: OperationResult): Settlement {
  switch (result.result) {
    case 'applied':
    case 'duplicate':
      return { to: 'settled', result: 'applied', code: null, paths: [] };
    case 'held':
      return { to: 'settled', result: 'held', code: result.code, paths: [] };
    case 'refused':
      return {
        to: 'attention',
        result: 'refused',
        code: result.code,
        paths: result.paths ?? [],
      };
    case 'later':
      return { to: 'pending', code: result.code };
    default:
      return unreachable(result);
  }
}

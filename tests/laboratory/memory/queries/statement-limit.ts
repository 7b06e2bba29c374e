import type * as real from '../../../../src/platform/database/queries/statement-limit.ts';
import { statement } from '../memory-sql.ts';

/** Nothing in memory takes long. */
export const limitStatements: typeof real.limitStatements = (sql) =>
  statement(sql, () => undefined);

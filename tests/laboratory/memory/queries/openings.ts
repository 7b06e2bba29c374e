import type * as real from '../../../../src/platform/database/queries/openings.ts';
import { statement } from '../memory-sql.ts';

/** Nothing reads them back here. */
export const addOpening: typeof real.addOpening = (sql) =>
  statement(sql, () => undefined);

import type * as real from '../../../../src/platform/database/queries/events.ts';
import { iso, json, statement } from '../memory-sql.ts';
import { MemoryError } from '../store.ts';

export const addEvent: typeof real.addEvent = (sql, county, event) =>
  statement(sql, async (tx) => {
    const key = `${county} ${event.caseId} ${event.n}`;
    await tx.lock('events', key);
    if (tx.get('events', key) !== undefined)
      throw new MemoryError('23505', 'events_pkey');
    tx.put('events', key, { ...json(event), at: iso(event.at), county });
  });

export const readEvents: typeof real.readEvents = (sql, county, caseId) =>
  statement(sql, (tx) =>
    tx
      .all('events')
      .filter((row) => row.county === county && row.caseId === caseId)
      .sort((one, other) => one.n - other.n)
      .map(({ n, at, by, body }) => ({ caseId, n, at, by, body })),
  );

export const findLastEvent: typeof real.findLastEvent = (
  sql,
  { county, caseId },
) =>
  statement(sql, (tx) => {
    const last = tx
      .all('events')
      .filter((row) => row.county === county && row.caseId === caseId)
      .sort((one, other) => other.n - one.n)[0];
    return last && { kind: last.body.kind, byName: last.by.name };
  });

export const findEvent: typeof real.findEvent = (sql, { county, caseId, n }) =>
  statement(sql, (tx) => {
    const row = tx.get('events', `${county} ${caseId} ${n}`);
    if (row === undefined) return undefined;
    const { at, by, body } = row;
    return { caseId, n, at, by, body };
  });

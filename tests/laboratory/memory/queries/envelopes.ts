import type * as real from '../../../../src/platform/database/queries/envelopes.ts';
import { iso, json, statement } from '../memory-sql.ts';

export const addEnvelopes: typeof real.addEnvelopes = (
  sql,
  { county, deviceId, at, envelopes },
) =>
  statement(sql, async (tx) => {
    const added: string[] = [];
    for (const { envelopeSha256, envelope } of envelopes) {
      const key = `${county} ${envelopeSha256}`;
      await tx.lock('envelopes', key);
      if (tx.get('envelopes', key) !== undefined) continue;
      tx.put('envelopes', key, {
        county,
        envelopeSha256,
        deviceId,
        envelope: json(envelope),
        arrivedAt: at,
      });
      tx.put('unjudged', key, { county, envelopeSha256, arrivedAt: at });
      added.push(envelopeSha256);
    }
    return added;
  });

export const noteJudged: typeof real.noteJudged = (
  sql,
  { county, envelopes },
) =>
  statement(sql, async (tx) => {
    for (const envelopeSha256 of envelopes) {
      const key = `${county} ${envelopeSha256}`;
      if (tx.get('unjudged', key) === undefined) continue;
      await tx.lock('unjudged', key);
      tx.remove('unjudged', key);
    }
  });

export const noteTooSlow: typeof real.noteTooSlow = (
  sql,
  { county, envelopeSha256, at },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${envelopeSha256}`;
    await tx.lock('unjudged', key);
    const row = tx.get('unjudged', key);
    const since = row?.tooSlowSince ?? iso(at);
    const arrivedAt = row?.arrivedAt ?? at;
    tx.put('unjudged', key, {
      county,
      envelopeSha256,
      arrivedAt,
      tooSlowSince: since,
    });
    return since;
  });

export const readUnjudged: typeof real.readUnjudged = (
  sql,
  { county, after, before, limit },
) =>
  statement(sql, (tx) => {
    const place = (row: typeof after) =>
      `${new Date(row.arrivedAt).toISOString()} ${row.envelopeSha256}`;
    return [...tx.all('unjudged')]
      .filter((row) => row.county === county && row.arrivedAt < before)
      .filter((row) => place(row) > place(after))
      .toSorted((one, other) => (place(one) < place(other) ? -1 : 1))
      .slice(0, limit)
      .flatMap(({ envelopeSha256, arrivedAt }) => {
        const row = tx.get('envelopes', `${county} ${envelopeSha256}`);
        if (row === undefined) return [];
        const { deviceId, envelope } = row;
        return { envelopeSha256, deviceId, envelope, arrivedAt };
      });
  });

export const findUnproven: typeof real.findUnproven = (
  sql,
  { county, deviceId },
) =>
  statement(sql, (tx) => {
    const row = tx.get('unproven', `${county} ${deviceId}`);
    return { envelopes: row?.envelopes ?? 0, bytes: row?.bytes ?? 0 };
  });

export const addUnproven: typeof real.addUnproven = (sql, p) =>
  statement(sql, async (tx) => {
    const { county, deviceId, envelopes, bytes } = p;
    const key = `${county} ${deviceId}`;
    await tx.lock('unproven', key);
    const row = tx.get('unproven', key);
    tx.put('unproven', key, {
      county,
      deviceId,
      envelopes: (row?.envelopes ?? 0) + envelopes,
      bytes: (row?.bytes ?? 0) + bytes,
    });
  });

export const findEnvelope: typeof real.findEnvelope = (
  sql,
  { county, envelopeSha256 },
) =>
  statement(
    sql,
    (tx) => tx.get('envelopes', `${county} ${envelopeSha256}`)?.envelope,
  );

import type * as real from '../../../../src/platform/database/queries/tickets.ts';
import { iso, statement } from '../memory-sql.ts';

export const addTicket: typeof real.addTicket = (sql, row) =>
  statement(sql, async (tx) => {
    const { county, ticketId, stationCode, deviceNumber, signed } = row;
    const { shortCodeMac } = row;
    await tx.lock('tickets.shortCode', `${county} ${shortCodeMac}`);
    const isTaken = tx
      .all('tickets')
      .some(
        (other) =>
          other.county === county && other.shortCodeMac === shortCodeMac,
      );
    if (isTaken) return false;
    await tx.lock('tickets', `${county} ${ticketId}`);
    tx.put('tickets', `${county} ${ticketId}`, {
      county,
      ticketId,
      stationCode,
      deviceNumber,
      signed,
      shortCodeMac,
      shortCodeExpiresAt: iso(row.shortCodeExpiresAt),
      issuedAt: iso(row.issuedAt),
      usedBy: null,
      deviceId: row.deviceId,
      voucherId: row.voucherId,
    });
    return true;
  });

export const findTicketByCode: typeof real.findTicketByCode = (
  sql,
  { county, shortCodeMac, now },
) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('tickets')
        .find(
          (row) =>
            row.county === county &&
            row.shortCodeMac === shortCodeMac &&
            row.shortCodeExpiresAt > iso(now),
        )?.signed,
  );

export const lockTicket: typeof real.lockTicket = (sql, { county, ticketId }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${ticketId}`;
    if (tx.get('tickets', key) === undefined) return undefined;
    await tx.lock('tickets', key);
    const row = tx.get('tickets', key);
    return row && { usedBy: row.usedBy, voucherId: row.voucherId };
  });

export const useTicket: typeof real.useTicket = (
  sql,
  { county, ticketId, by },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${ticketId}`;
    await tx.lock('tickets', key);
    const row = tx.get('tickets', key);
    if (row !== undefined)
      tx.put('tickets', key, { ...row, usedBy: by, shortCodeMac: null });
  });

export const findTicketIssue: typeof real.findTicketIssue = (
  sql,
  { county, deviceId },
) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('tickets')
        .find(
          (row) =>
            row.county === county &&
            row.usedBy === deviceId &&
            row.deviceId === null,
        )?.issuedAt,
  );

export const noteTicket: typeof real.noteTicket = (sql, row) =>
  statement(sql, async (tx) => {
    const { county, ticketId, stationCode, deviceNumber, signed } = row;
    const key = `${county} ${ticketId}`;
    await tx.lock('tickets', key);
    await tx.lock('tickets.number', `${county} ${stationCode} ${deviceNumber}`);
    const isKnown = tx
      .all('tickets')
      .some(
        (other) =>
          other.county === county &&
          (other.ticketId === ticketId ||
            (other.deviceId === null &&
              row.deviceId === null &&
              other.stationCode === stationCode &&
              other.deviceNumber === deviceNumber)),
      );
    if (isKnown) return false;
    tx.put('tickets', key, {
      county,
      ticketId,
      stationCode,
      deviceNumber,
      signed,
      shortCodeMac: null,
      shortCodeExpiresAt: iso(row.issuedAt),
      issuedAt: iso(row.issuedAt),
      usedBy: null,
      deviceId: row.deviceId,
      voucherId: null,
    });
    return true;
  });

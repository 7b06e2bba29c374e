import type * as real from '../../../../src/platform/database/queries/devices.ts';
import { iso, json, statement } from '../memory-sql.ts';
import type { Row, Tables } from '../tables.ts';
import type { MemoryTransaction } from '../memory-transaction.ts';

type Key = { county: string; deviceId: string };

async function change(
  tx: MemoryTransaction,
  { county, deviceId }: Key,
  how: (row: Row<'devices'>) => Partial<Row<'devices'>> | undefined,
): Promise<boolean> {
  const key = `${county} ${deviceId}`;
  await tx.lock('devices', key);
  const row = tx.get('devices', key);
  const changed = row && how(row);
  if (row === undefined || changed === undefined) return false;
  tx.put('devices', key, { ...row, ...changed });
  return true;
}

export const addDevice: typeof real.addDevice = (sql, row) =>
  statement(sql, async (tx) => {
    const { county, deviceId, stationCode, deviceNumber, deliveryJwk } = row;
    const key = `${county} ${deviceId}`;
    await tx.lock('devices', key);
    const isTaken = tx
      .all('devices')
      .some(
        (other) =>
          other.county === county &&
          (other.deviceId === deviceId ||
            (other.stationCode === stationCode &&
              other.deviceNumber === deviceNumber)),
      );
    if (isTaken) return false;
    tx.put('devices', key, {
      county,
      deviceId,
      stationCode,
      deviceNumber,
      deliveryJwk: json(deliveryJwk),
      state: 'active',
      knownSeq: 0,
      head: null,
      highestSeq: 0,
      ackSeq: 0,
      ackHead: null,
      chainState: 'whole',
      reportedSeq: 0,
      reportedHead: null,
      lastNonceUs: 0,
    });
    return true;
  });

/** Without what only its own statements know. */
function view(row: Row<'devices'> | undefined): real.DeviceRow | undefined {
  if (row === undefined) return undefined;
  const seen: Partial<Tables['devices']> = { ...row };
  delete seen.lastNonceUs;
  return seen as real.DeviceRow;
}

export const findDevice: typeof real.findDevice = (sql, { county, deviceId }) =>
  statement(sql, (tx) => view(tx.get('devices', `${county} ${deviceId}`)));

export const findDeviceByNumber: typeof real.findDeviceByNumber = (sql, p) =>
  statement(sql, (tx) =>
    view(
      tx
        .all('devices')
        .find(
          (row) =>
            row.county === p.county &&
            row.stationCode === p.stationCode &&
            row.deviceNumber === p.deviceNumber,
        ),
    ),
  );

export const lockDevice: typeof real.lockDevice = (sql, { county, deviceId }) =>
  statement(sql, async (tx) => {
    const key = `${county} ${deviceId}`;
    if (tx.get('devices', key) === undefined) return undefined;
    await tx.lock('devices', key);
    return view(tx.get('devices', key));
  });

export const saveChain: typeof real.saveChain = (sql, key, chain) =>
  statement(sql, async (tx) => {
    const { knownSeq, head, highestSeq, ackSeq, ackHead } = chain;
    const now = { knownSeq, head, highestSeq, ackSeq, ackHead };
    await change(tx, key, () => now);
  });

export const saveReport: typeof real.saveReport = (sql, key, { seq, head }) =>
  statement(sql, async (tx) => {
    await change(tx, key, ({ reportedSeq, reportedHead }) => ({
      reportedHead: reportedSeq <= seq ? head : reportedHead,
      reportedSeq: Math.max(reportedSeq, seq),
    }));
  });

export const markForked: typeof real.markForked = (sql, key) =>
  statement(sql, async (tx) => {
    await change(tx, key, () => ({ chainState: 'forked' }));
  });

export const setDeviceState: typeof real.setDeviceState = (
  sql,
  { state, ...key },
) => statement(sql, (tx) => change(tx, key, () => ({ state })));

export const useNonce: typeof real.useNonce = (sql, { issuedUs, ...key }) =>
  statement(sql, (tx) =>
    change(tx, key, ({ lastNonceUs }) =>
      lastNonceUs < issuedUs ? { lastNonceUs: issuedUs } : undefined,
    ),
  );

export const noteContact: typeof real.noteContact = (
  sql,
  { county, deviceId },
  { seq, at },
) =>
  statement(sql, async (tx) => {
    const key = `${county} ${deviceId} ${seq}`;
    await tx.lock('contacts', key);
    tx.put('contacts', key, { county, deviceId, seq, lastAt: iso(at) });
  });

export const findContactBefore: typeof real.findContactBefore = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('contacts')
      .filter(
        (row) =>
          row.county === p.county &&
          row.deviceId === p.deviceId &&
          row.seq < p.seq,
      )
      .map(({ lastAt }) => lastAt)
      .sort()
      .at(-1),
  );

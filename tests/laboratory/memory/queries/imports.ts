import type * as real from '../../../../src/platform/database/queries/imports.ts';
import { json, statement } from '../memory-sql.ts';
import type { MemoryTransaction } from '../memory-transaction.ts';
import type { Row } from '../tables.ts';

type Import = { county: string; importId: string };

const ofImport =
  ({ county, importId }: Import) =>
  (row: Import) =>
    row.county === county && row.importId === importId;

export const addImport: typeof real.addImport = (sql, p) =>
  statement(sql, (tx) => {
    const { county, importId, audience } = p;
    tx.put('imports', `${county} ${importId}`, {
      county,
      importId,
      audience,
      summary: null,
    });
  });

export const endImport: typeof real.endImport = (sql, p) =>
  statement(sql, (tx) => {
    const key = `${p.county} ${p.importId}`;
    const row = tx.get('imports', key);
    if (row !== undefined)
      tx.put('imports', key, { ...row, summary: json(p.summary) });
  });

export const findImportAudience: typeof real.findImportAudience = (sql, p) =>
  statement(
    sql,
    (tx) => tx.get('imports', `${p.county} ${p.importId}`)?.audience,
  );

type FileKey = Import & { deviceId: string; fileId: string; part: number };
const keyOfFile = ({ county, importId, deviceId, fileId, part }: FileKey) =>
  `${county} ${importId} ${deviceId} ${fileId} ${part}`;

export const addImportFile: typeof real.addImportFile = (sql, p) =>
  statement(sql, (tx) => {
    if (tx.get('importFiles', keyOfFile(p)) === undefined)
      tx.put('importFiles', keyOfFile(p), { ...json(p), isWhole: false });
  });

export const markFileWhole: typeof real.markFileWhole = (sql, p) =>
  statement(sql, (tx) => {
    const row = tx.get('importFiles', keyOfFile(p));
    if (row !== undefined)
      tx.put('importFiles', keyOfFile(p), { ...row, isWhole: true });
  });

export const readWholeParts: typeof real.readWholeParts = (sql, p) =>
  statement(sql, (tx) => {
    const parts = tx
      .all('importFiles')
      .filter(
        ({ county, deviceId, fileId, isWhole }) =>
          county === p.county &&
          deviceId === p.deviceId &&
          fileId === p.fileId &&
          isWhole,
      );
    return [...new Set(parts.map(({ part }) => part))];
  });

export const findHad: typeof real.findHad = (sql, p) =>
  statement(
    sql,
    (tx) =>
      tx
        .all('importFiles')
        .filter((row) => ofImport(p)(row) && row.deviceId === p.deviceId)
        .sort((one, other) => other.part - one.part)[0]?.have,
  );

/** Imports of the same export: its parts may have come one by one. */
function importsOfExport(
  tx: MemoryTransaction,
  p: Import & { deviceId: string },
): Set<string> {
  const files = tx
    .all('importFiles')
    .filter(
      ({ county, deviceId }) => county === p.county && deviceId === p.deviceId,
    );
  const own = new Set(
    files
      .filter(({ importId }) => importId === p.importId)
      .map(({ fileId }) => fileId),
  );
  return new Set(
    files
      .filter(({ fileId }) => own.has(fileId))
      .map(({ importId }) => importId),
  );
}

export const readImportedResults: typeof real.readImportedResults = (sql, p) =>
  statement(sql, (tx) => {
    const imports = importsOfExport(tx, p);
    const ids = new Set(
      tx
        .all('importOperations')
        .filter(
          ({ county, deviceId, importId }) =>
            county === p.county &&
            deviceId === p.deviceId &&
            imports.has(importId),
        )
        .map(({ operationId }) => operationId),
    );
    return tx
      .all('operations')
      .filter(
        ({ county, operationId }) =>
          county === p.county &&
          ids.has(operationId) &&
          (p.after === null || operationId > p.after),
      )
      .sort((one, other) => (one.operationId < other.operationId ? -1 : 1))
      .slice(0, p.limit)
      .map(({ operationId, result, code, paths }) => ({
        operationId,
        result,
        code,
        paths,
      }));
  });

export const readImportedMaterials: typeof real.readImportedMaterials = (
  sql,
  p,
) =>
  statement(sql, (tx) => {
    const imports = importsOfExport(tx, p);
    const names = new Set(
      tx
        .all('importMaterials')
        .filter(
          ({ county, deviceId, importId }) =>
            county === p.county &&
            deviceId === p.deviceId &&
            imports.has(importId),
        )
        .map(({ sha256 }) => sha256),
    );
    return tx
      .all('materials')
      .filter(
        ({ county, sha256, completeAt }) =>
          county === p.county &&
          completeAt !== null &&
          sha256 > p.after &&
          names.has(sha256),
      )
      .map(({ sha256 }) => sha256)
      .sort()
      .slice(0, p.limit);
  });

export const readWas: typeof real.readWas = (sql, p) =>
  statement(sql, (tx) => {
    const byFile = new Set(
      tx
        .all('importOperations')
        .filter(({ county }) => county === p.county)
        .map(({ operationId }) => operationId),
    );
    return new Map(
      p.operationIds
        .filter((id) => tx.get('operations', `${p.county} ${id}`))
        .map((id) => [id, byFile.has(id) ? 'file' : 'network']),
    );
  });

export const addImportOperations: typeof real.addImportOperations = (
  sql,
  { county, importId },
  rows,
) =>
  statement(sql, (tx) => {
    for (const row of rows) {
      const key = `${county} ${importId} ${row.operationId}`;
      const known = tx.get('importOperations', key);
      tx.put(
        'importOperations',
        key,
        known === undefined
          ? { ...row, county, importId }
          : { ...known, result: row.result },
      );
    }
  });

export const addImportMaterial: typeof real.addImportMaterial = (sql, p) =>
  statement(sql, (tx) => {
    const key = `${p.county} ${p.importId} ${p.sha256}`;
    if (tx.get('importMaterials', key) === undefined)
      tx.put('importMaterials', key, { ...p });
  });

export const countImport: typeof real.countImport = (sql, p) =>
  statement(sql, (tx) => {
    const operations = tx.all('importOperations').filter(ofImport(p));
    const materials = tx.all('importMaterials').filter(ofImport(p));
    const cases = new Map<string, Row<'importOperations'>[]>();
    for (const row of operations)
      if (row.caseId !== null && row.result !== 'refused')
        cases.set(row.caseId, [...(cases.get(row.caseId) ?? []), row]);
    const isNew = ({ was }: Row<'importOperations'>) => was === 'new';
    const known = [...cases.values()].filter((rows) => !rows.some(isNew));
    const byNetwork = known.filter((rows) =>
      rows.some(({ was }) => was === 'network'),
    ).length;
    const count = (of: 'held' | 'refused' | 'later') =>
      operations.filter(({ result }) => result === of).length;
    return {
      cases: {
        received: cases.size,
        byNetwork,
        byFile: known.length - byNetwork,
      },
      operations: {
        received: operations.length,
        alreadyHere: operations.filter((row) => !isNew(row)).length,
        held: count('held'),
        refused: count('refused'),
        waiting: count('later'),
      },
      materials: {
        received: materials.length,
        alreadyHere: materials.filter((row) => !row.isNew).length,
      },
    };
  });

export const addWaiting: typeof real.addWaiting = (sql, p) =>
  statement(sql, (tx) => {
    const { county, deviceId } = p;
    for (const envelope of p.envelopes) {
      const { id: operationId, seq } = envelope;
      const key = `${county} ${deviceId} ${operationId}`;
      if (tx.get('waiting', key) === undefined)
        tx.put('waiting', key, {
          county,
          deviceId,
          operationId,
          seq,
          envelope: json(envelope),
        });
    }
  });

export const readWaiting: typeof real.readWaiting = (sql, p) =>
  statement(sql, (tx) =>
    tx
      .all('waiting')
      .filter(
        ({ county, deviceId, seq }) =>
          county === p.county && deviceId === p.deviceId && seq > p.afterSeq,
      )
      .sort((one, other) => one.seq - other.seq)
      .slice(0, p.limit)
      .map(({ envelope }) => envelope),
  );

export const endWaiting: typeof real.endWaiting = (sql, p) =>
  statement(sql, (tx) => {
    const { county, deviceId, operationId, result } = p;
    tx.remove('waiting', `${county} ${deviceId} ${operationId}`);
    for (const row of tx.all('importOperations'))
      if (
        row.county === county &&
        row.operationId === operationId &&
        row.result === 'later'
      )
        tx.put('importOperations', `${county} ${row.importId} ${operationId}`, {
          ...row,
          result,
        });
  });

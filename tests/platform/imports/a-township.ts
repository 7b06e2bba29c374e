// A township that takes sticks in: its reviewer, what he is told, and what the county
// has then.
import { importFile } from '../../../src/platform/imports/import-file.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import type { ImportSummary } from '../../../src/protocol/stick-file.ts';
import type { StickRecord } from '../../../src/protocol/stick-records.ts';
import type { TestDevice } from '../../support/device-builder.ts';
import { hashOf, toFile } from '../../support/stick-builder.ts';
import { startTestPlatform } from '../../support/test-platform.ts';

export const STATION = '422825201237';
export const OTHER_STATION = '422825102206';
export const reviewer: Principal = {
  accountId: 'S11',
  name: '舒示贵',
  roles: [{ role: 'reviewer', audience: 'township:422825102' }],
};

export async function startTownship() {
  const platform = await startTestPlatform();
  const { context } = platform;
  const { sql } = context;

  async function take(file: Uint8Array): Promise<ImportSummary> {
    const result = await importFile(context, reviewer, inPieces(file));
    if (!result.ok) throw new Error(result.code);
    return result.value;
  }

  return {
    platform,
    take,
    takeRecords: async (records: readonly StickRecord[]) =>
      await take(await toFile(...records)),
    casesOf: async (device: TestDevice) => {
      const rows = await sql<{ caseId: string; status: string }[]>`
        SELECT c.case_id AS "caseId", c.status FROM cases c
        JOIN operations o ON o.case_id = c.case_id AND o.schema = 'submit@1'
          AND o.result = 'applied'
        WHERE o.device_id = ${device.id} ORDER BY o.seq`;
      return rows.map((row) => ({ ...row }));
    },
    isWholeHere: async (content: Uint8Array) => {
      const [row] = await sql`
        SELECT complete_at IS NOT NULL AS is FROM materials
        WHERE sha256 = ${hashOf(content)}`;
      return row?.['is'] === true;
    },
  };
}

/** As the body of a request comes. */
export async function* inPieces(bytes: Uint8Array, size = 5000) {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

// What stays of a case when its text has left the device (retire-cases.ts).
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { StubRow } from '../database/tables.ts';
import { read } from '../database/write.ts';
import type { CaseSummary } from '../device-api.ts';
import type { OpenContext } from '../device-context.ts';
import { openRow } from '../vault/row-cipher.ts';

export type StubContent = {
  number: string;
  matterCode: string;
  matterShort: string;
  applicantMasked: string;
  display: DisplayStatus;
};

/** What a stub is sealed for. */
export function stubPlace(caseId: string): string {
  return `stubs/${caseId}`;
}

/** As lines of the list; a damaged one is left out. */
export async function listStubs({
  store,
  unlocked,
}: OpenContext): Promise<CaseSummary[]> {
  const rows = await read(store, (db) => db.stubs.toArray());
  const lines = await Promise.all(
    rows.map(async (row) => {
      const content = await openRow<StubContent>(
        unlocked.vault,
        stubPlace(row.caseId),
        row.sealed,
      );
      return content === undefined ? [] : [asSummary(row, content)];
    }),
  );
  return lines.flat();
}

function asSummary(
  { caseId, takenInAt }: StubRow,
  { applicantMasked, ...kept }: StubContent,
): CaseSummary {
  return {
    ...kept,
    caseId,
    takenInAt,
    applicantName: applicantMasked,
    isReadable: true,
    isHistoryReadable: true,
    isStub: true,
    unsentLater: 0,
    correctionDueOn: null,
    answerDraftId: null,
    damaged: 0,
  };
}

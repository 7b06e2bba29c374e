// What stays of a case when its text has left the device (retire-cases.ts).
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { StubRow } from '../database/tables.ts';
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

/** As a line of the list; undefined: it is damaged. */
export async function openStub(
  { unlocked }: Pick<OpenContext, 'unlocked'>,
  row: StubRow,
): Promise<CaseSummary | undefined> {
  const content = await openRow<StubContent>(
    unlocked.vault,
    stubPlace(row.caseId),
    row.sealed,
  );
  return content && asSummary(row, content);
}

function asSummary(
  { caseId, takenInAt, hasMoved }: StubRow,
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
    hasMoved,
    unsentLater: 0,
    correctionDueOn: null,
    answerDraftId: null,
    damaged: 0,
  };
}

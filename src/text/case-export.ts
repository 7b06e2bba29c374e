// The list of cases as a file: the same columns as on the screen, and no more.
import { chinaDate } from '../domain/calendar/civil-date.ts';
import type { WorklistRow } from '../protocol/review.ts';
import { clockTime, groupCaseNumber } from './common.ts';
import { worklistText } from './review.ts';
import { statusWords } from './status.ts';

export const exportText = {
  csv: '导出CSV',
  xlsx: '导出XLSX',
  busy: '正在导出…',
  lead: '导出的表里有姓名，拿走就管不住了。请再输一次密码；谁导出了几件会记下来。',
  cancel: '先不导出',
  sheet: '办件',
  fileName: (day: string, format: string) => `办件-${day}.${format}`,
  /** The last line of a file that holds not all. */
  cut: (most: number) => `只导出了前${most}件，请筛选后再导出其余的`,
} as const;

/** The heads, then a line a case. */
export function exportLines(rows: readonly WorklistRow[]): string[][] {
  const { next, matter, applicant, number, village } = worklistText.columns;
  const { takenIn, arrived, materials, status } = worklistText.columns;
  return [
    [
      next,
      matter,
      applicant,
      number,
      village,
      takenIn,
      arrived,
      materials,
      status,
    ],
    ...rows.map(exportLine),
  ];
}

function exportLine(row: WorklistRow): string[] {
  const { arrived, expected } = row.materials;
  const isBefore = row.display === 'received';
  const due = isBefore ? row.noticeBy : row.promisedBy;
  const act = isBefore ? worklistText.notice : worklistText.promise;
  const online =
    row.online === undefined ? '' : ` ${worklistText.online[row.online]}`;
  return [
    // The lamp is out where nothing is owed now.
    row.lamp === null || due === null
      ? worklistText.nothingDue
      : worklistText.due(act, due.date, due.provisional),
    row.matterShort,
    row.applicantName,
    groupCaseNumber(row.number).lastNine,
    worklistText.village(row.stationName, row.townName),
    `${moment(row.takenInAt)}${online}`,
    moment(row.arrivedAt),
    expected === 0
      ? worklistText.noMaterials
      : arrived >= expected
        ? worklistText.complete(expected)
        : worklistText.onTheWay(arrived, expected),
    statusWords[row.display],
  ];
}

function moment(instant: string): string {
  return `${chinaDate(instant)} ${clockTime(instant)}`;
}

import type { ImportSummary } from '../protocol/stick-file.ts';
import { dayInSentence, size } from './common.ts';
import { errorSentence } from './errors.ts';

/** 收U盘: what villages without a network bring, taken in at the township. */
export const importsText = {
  title: '收U盘',
  lead: '村里没网，把件导出到U盘带来，在这里收。哪个村的都能收，收过的再收一遍也不会重复。',
  choose: '选U盘里的文件',
  orDrop: '也可以把文件拖到这里，几个一起也行（文件名以“.vsp”结尾）',
  waiting: '等着收',
  looking: '正在看文件…',
  sending: (sent: number, total: number) =>
    `正在收 ${size(sent)}/${size(total)}`,
  takingIn: '文件传完了，正在收进县平台…',
  retry: '再收一次',
  progressOf: (name: string) => `${name} 收到哪了`,
  saveReply: (station: string) => `存回执 ${station}`,
  savingReply: '正在做回执…',
  replyHint: '回执存回同一个U盘，带回村里：发送 → 收进乡镇回执。',
  replyName: (station: string, at: string) =>
    `回执_${station}_${dayInSentence(at)}.vsp`,
  replyFailed: '回执没存成。请再按一次。',
  past: '收过的U盘',
  pastEmpty: '还没收过U盘。',
  columns: {
    at: '时间',
    by: '收的人',
    station: '村',
    result: '收了什么',
    reply: '回执',
  },
  noStation: '认不出是哪台设备',
  partOf: (part: number, parts: number) => `第${part}份，共${parts}份`,
  between: '、',
} as const;

/** 「已收8件，其中2件先前已由网络送达」 */
export function receivedSentence({ cases, materials }: ImportSummary): string {
  const { received, byNetwork, byFile } = cases;
  const known = [
    ...(byNetwork > 0 ? [`${byNetwork}件先前已由网络送达`] : []),
    ...(byFile > 0 ? [`${byFile}件先前已收过`] : []),
  ];
  return [
    `已收${received}件`,
    ...(known.length > 0 ? [`其中${known.join('、')}`] : []),
    ...(materials.received > 0 ? [`照片${materials.received}张`] : []),
  ].join('，');
}

/** Everything else that a person must know or do, a sentence each. */
export function importNotes(summary: ImportSummary): string[] {
  const { operations, materials, files } = summary;
  const missing = files.flatMap(({ missingParts, parts }) =>
    missingParts.length > 0 && parts > 1 ? [missingParts] : [],
  );
  return [
    ...(summary.torn || summary.damagedRecords > 0
      ? [
          `文件不完整，收下了前${summary.cases.received}件，请把U盘再插到村里那台导一次`,
        ]
      : []),
    ...missing.map((parts) => `还缺第${parts.join('、')}份，请接着收`),
    ...(operations.held > 0
      ? [`${operations.held}件待核查，在“待核查”里看`]
      : []),
    ...(operations.refused > 0
      ? [`${operations.refused}件没收下，在“没收下的”里看原因`]
      : []),
    ...(operations.waiting > 0
      ? [`${operations.waiting}件等前面一份到了才能办，已经存着`]
      : []),
    ...summary.enrolmentProblems.map(
      (code) => `这台设备没登记上：${errorSentence(code)}`,
    ),
    ...(operations.unproven + materials.unproven > 0
      ? [
          `${operations.unproven}件和${materials.unproven}张照片认不出是哪台设备的，没有收。请村里那台重新导一次`,
        ]
      : []),
    ...(materials.full > 0
      ? [
          `${materials.full}张照片先没有收：这台设备有太多照片还不知道是哪件的。先把带文字的那份收了，再收这份`,
        ]
      : []),
    ...(summary.forged > 0 && operations.unproven + materials.unproven === 0
      ? ['文件里有一段认不出是哪台设备的，里面的件都按签名收了']
      : []),
  ];
}

import { dayInSentence, size } from './common.ts';

/** Work that travels as a file: the village's side (导出, 乡镇回执). */
export const exportText = {
  title: '导出到U盘',
  open: '导出到U盘',
  openLocked: '导出加密文件',
  counting: '正在数要带走的件…',
  takes: (cases: number, photographs: number) =>
    photographs === 0
      ? `要带走${cases}件`
      : `要带走${cases}件 · ${photographs}张照片`,
  onlyPhotographs: (photographs: number) => `要带走${photographs}张照片`,
  onlyActs: '要带走本机的登记',
  sealed: (bytes: number) => `文件约${size(bytes)}，已加密，只有县里打得开。`,
  withPhotographs: (textBytes: number) =>
    `带照片（不带只有${size(textBytes)}）`,
  split: 'U盘装不下？分成几份',
  splitLegend: '每份不超过',
  splitChoices: {
    whole: '不分',
    gigabyte: '1GB',
    small: '100MB（微信能发）',
  },
  parts: (n: number) => `分成${n}份，一份一份存。`,
  partOf: (part: number, parts: number) => `第${part}份，共${parts}份`,
  save: '导出并保存',
  savePart: (part: number, parts: number) =>
    `导出并保存第${part}份，共${parts}份`,
  saving: '正在导出…',
  progress: (done: number, total: number) => `${size(done)}/${size(total)}`,
  saved: (name: string) => `已存 ${name}`,
  saveAgain: '再存一次',
  share: '发给别人',
  cannotShare: '这台设备发不了这种文件，请点“再存一次”，存好再拷到U盘。',
  townCentre: (town: string) => `${town}便民服务中心`,
  handTo: (town: string) => `交给：${town}便民服务中心`,
  before: (day: string) => `${dayInSentence(day)}前送到`,
  keeps: '本机照样保留，有网也会发，不会重复。',
  seen: 'U盘里看见文件了吗？',
  seenYes: '看见了',
  seenNo: '没看见',
  notSeen:
    '文件一般在“下载”里。点“再存一次”，存到U盘；还不行，换个U盘或拷到手机送去。',
  tagged: '好。这些件标上“已导出”，等乡镇回执或有网送达。',
  printSlip: '打印交接条',
  nothing: '没有要带走的件，都已送达。',
  goBack: '回发送',
  prompt: (n: number) =>
    `有${n}件存了超过一天还没送出。没网也能送：导出到U盘，交给乡镇。`,
  fileName: (
    village: string,
    monthDay: string,
    cases: number,
    part: { part: number; parts: number },
  ) =>
    part.parts === 1
      ? `${village}_${monthDay}_${cases}件`
      : `${village}_${monthDay}_${cases}件_第${part.part}份共${part.parts}份`,
} as const;

export const replyText = {
  take: '收进乡镇回执',
  taking: '正在收…',
  title: '回执已收',
  applied: (n: number) => `${n}件县里已收到`,
  held: (n: number) => `${n}件待核查`,
  refused: (n: number) => `${n}件需处理`,
  materials: (n: number) => `${n}张照片县里已收到`,
  shown: '进度和告知已更新',
  kept: '进度和告知解锁后能看',
  brought: (parts: readonly string[]) => `${parts.join('、')}。`,
  nothing: '这份回执先前已收过，没有新的。',
} as const;

/** What goes with the stick: no name and no matter stands on it. */
export const slipText = {
  title: '离线办件交接条',
  station: '服务点',
  madeAt: '导出时间',
  file: '文件名',
  content: '内容',
  cases: (cases: number, photographs: number) =>
    `${cases}件，照片${photographs}张，已加密`,
  handTo: '交给',
  before: '送到期限',
  carrier: '送的人（签名）',
  receiver: '乡镇收的人（签名、时间）',
  note: '文件只有县里打得开。收进后请把回执存回U盘，带回村里。',
} as const;

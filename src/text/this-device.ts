import {
  catalogueVersion,
  clockTime,
  dayInSentence,
  megabytes,
  size,
} from './common.ts';

/** Gigabytes with one decimal, rounded down: 「1.8」. */
const gigabytes = (bytes: number) =>
  String(Math.floor((bytes / 1024 ** 3) * 10) / 10);

/** 「12秒」, 「11分钟」, 「3小时」, 「2天」: how far two clocks are apart. */
const apart = (ms: number) => {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds < 60) return `${seconds}秒`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)}分钟`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)}小时`;
  return `${Math.round(seconds / 86_400)}天`;
};

const CHECKS = {
  store: '存',
  photograph: '拍照',
  sign: '签名',
  print: '打印',
} as const;

/** The page 设备. */
export const thisDeviceText = {
  title: '这台设备',
  allWell: '都正常',
  worst: {
    revoked: '本机已被县里停用。存着的交县里核查，不会丢。',
    dataLost: '本机有数据丢失，看“发送”里写的是哪几号。',
    storageFull:
      '照片存不下了，文字照常能存。请联网发送或导出，也可以清掉可清的照片。',
    selfCheck: (failed: readonly (keyof typeof CHECKS)[]) =>
      `自检没全过：${failed.map((check) => CHECKS[check]).join('、')}不好用。请打电话问乡镇。`,
    refused: (cases: number) => `有${cases}件县平台没收下，要处理。`,
    damaged: (cases: number) => `有${cases}件的照片坏了，要重拍。`,
    storageLow: (photographs: number) =>
      `存储快满，还能存约${photographs}张照片。`,
    silent: (days: number, cases: number) =>
      `${days}天没联系县里，${cases}件没送出。找信号好的地方点“现在发送”，或导出到U盘。`,
    unbound: '县里还没核验这台设备，联网时自动核验。件照样收。',
    notPersisted: '没允许长期保存：存储紧张时有风险，请常联网或导出。',
    clockWrong: (aheadMs: number) =>
      `本机时间${aheadMs > 0 ? '快' : '慢'}${apart(aheadMs)}，期限按县平台算。请在系统设置里改。`,
    updateWaiting: '新版本已备好。',
  },
  photographs: '没送的照片',
  used: (bytes: number, limit: number) =>
    bytes < 100_000_000
      ? `${megabytes(bytes)}MB/${gigabytes(limit)}.0GB`
      : `${gigabytes(bytes)}/${gigabytes(limit)}.0GB`,
  state: { low: '快满', full: '存不下了' },
  release: (bytes: number) => `清掉可清的照片${size(bytes)}`,
  releasing: '正在清…',
  keepsUnsent: '没送出的一张都不会动',
  nothingToRelease: '还没有可清的：送达、县里备份过、满7天才清。',
  released: (bytes: number, pages: number) =>
    `清掉了${pages}张，腾出${size(bytes)}。`,
  textRoom: '文字备用空间',
  textRoomKept: '留着，存储满时文字照样能存',
  textRoomUsed: '已用上，腾出地方后自动补',
  unsent: '没送出',
  unsentCount: (cases: number, pages: number) =>
    cases + pages === 0 ? '没有' : `文字${cases}件 · 照片${pages}张`,
  lastContact: '最后联系',
  never: '还没连上过县里',
  persistence: '长期保存',
  persisted: '已允许',
  notPersisted: '没允许，请常联网或导出',
  recovery: '恢复',
  recoverable: '县里能救回没发的件',
  notRecoverable: '联网后县里才能救',
  selfCheck: '上次自检',
  selfCheckNever: '还没做过',
  selfCheckPassed: '自检通过：存、拍、签、打印都能用',
  selfCheckFailed: (failed: readonly (keyof typeof CHECKS)[]) =>
    `自检没全过：${failed.map((check) => CHECKS[check]).join('、')}不好用`,
  today: (instant: string) => `今天 ${clockTime(instant)}`,
  onDay: (instant: string) => `${dayInSentence(instant)} ${clockTime(instant)}`,
  version: '版本',
  handbook: '手册',
  handbookVersion: catalogueVersion,
  handbookMissing: '还没下载，联网后自动补上',
  clock: '时间',
  clockAhead: (ms: number) =>
    Math.abs(ms) < 2_000
      ? '和县平台一样'
      : `比县平台${ms > 0 ? '快' : '慢'}${apart(ms)}`,
  clockUnknown: '还没和县平台对过',
  bound: '县里核验',
  boundYes: '已核验',
  boundNo: '待县里核验',
  station: '服务点',
  clerks: '代办员',
  check: '自检',
  checking: '正在自检…',
  lookForUpdate: '查新版本',
  looking: '正在查…',
  newest: '已是新版本。',
  downloading: '有新版本，正在下载，备好后在这里更新。',
  needsNetwork: '查新版本要联网。',
  budget: '照片流量',
  diagnostics: '导出诊断（不含个人信息）',
  diagnosticsTitle: '诊断文件里有什么',
  diagnosticsHas: [
    '版本、手册、浏览器、服务点代码和几号机',
    '没送出、需处理、待核查各多少件，原因代码和随机编号',
    '照片张数、占的空间、上次联系和自检的时间',
  ],
  diagnosticsHasNot:
    '没有姓名、号码、电话、地址、照片，也没有填的内容和解锁方式。',
  save: '保存诊断文件',
  copy: '复制',
  copied: '已复制',
  cannotCopy: '这个浏览器不让复制，请保存成文件。',
  wholeText: '看全文',
  fileName: (place: string, device: number, day: string) =>
    `诊断_${place}${device}号机_${day}.json`,
  changeSecret: '换解锁方式',
  stopping: '停用这台设备要找县里',
} as const;

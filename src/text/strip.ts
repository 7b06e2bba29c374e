import { clockTime, megabytes, remaining, size } from './common.ts';

/**
 * What the strip at the top of every counter screen says. Each left sentence may be cut at its
 * 「，」 when the right slot is filled, so what matters stands before it.
 */

/** 「，约4分钟」, or nothing while the rate is not known yet (the first two seconds). */
const about = (secondsLeft: number | null) =>
  secondsLeft === null ? '' : `，${remaining(secondsLeft)}`;
const share = (sent: number, total: number) =>
  `${megabytes(sent, 'down')}/${megabytes(total)}MB`;

export const stripLeft = {
  locked: (cases: number) => `已锁 · 后台还在发${cases}件`,
  lockedIdle: () => '已锁',
  sending: (sent: number, total: number, secondsLeft: number | null) =>
    `发送中 · ${share(sent, total)}${about(secondsLeft)}`,
  thinText: (cases: number, bytes: number, secondsLeft: number | null) =>
    `网慢 · 先发文字${cases}件，${size(bytes)}${
      secondsLeft === null ? '' : ` ${remaining(secondsLeft)}`
    }`,
  thinPhotos: (sent: number, total: number, secondsLeft: number | null) =>
    `文字已到 · 照片${share(sent, total)}${about(secondsLeft)}`,
  broken: (seconds: number, sent: number) =>
    `断了 · ${seconds}秒后接着传，从${megabytes(sent, 'down')}MB起`,
  brokenNoTime: () => '断了 · 会自动接着传',
  portal: () => '到不了县平台，Wi-Fi可能要先登录',
  silentUnsent: (days: number, cases: number) =>
    `${days}天没联系县里，${cases}件没送出`,
  silent: (days: number) => `${days}天没联系县里，可能有退回来的件`,
  offlineUnsent: (cases: number) => `没网 · ${cases}件已存好，有网自动发`,
  offline: () => '没网 · 照常办，都存在本机',
  photosWait: (photos: number) => `文字全到，${photos}张照片等好网`,
  allDelivered: (instant: string) => `已连上 · 全部送达，${clockTime(instant)}`,
  connected: () => '已连上',
  /** Connected, between two rounds. */
  connectedUnsent: (cases: number) => `已连上 · ${cases}件待发送`,
  /** Nothing tried yet since the start: says what is true either way. */
  unknownUnsent: (cases: number) => `${cases}件已存好，有网自动发`,
  unknown: () => '照常办，都存在本机',
} as const;

export const stripRight = {
  revoked: () => '已停用',
  storageFull: () => '存不下了',
  refused: (cases: number) => `需处理${cases}`,
  damaged: (cases: number) => `要重拍${cases}`,
  storageLow: () => '快存满',
  /** The county takes no less than a newer app for reading. */
  appTooOld: () => '要更新',
  /** Work was removed from this device's storage before it was sent. */
  dataLost: () => '数据有缺',
  updateWaiting: () => '有更新',
  clockWrong: () => '钟不准',
  draftSaved: (instant: string) => `已存 ${clockTime(instant)}`,
  draftSaving: () => '正在存…',
  draftFailed: () => '没存上：存储满了。先别关，点这里清理',
} as const;

/** The same facts in full, as the page 「发送」 lists them. */
export const stripInFull = {
  portal: () => '连着Wi-Fi，但对面不是县平台。打开浏览器登录，或换流量。',
  revoked: (cases: number) =>
    `本机已被县里停用。存着的${cases}件交县里核查，不会丢。`,
  appTooOld: () =>
    '本机应用太旧，县里的进展暂时看不到。存着的照常发送，请联网更新。',
  /** Places in this device's own count of what it made; ranges are inclusive. */
  dataLost: (ranges: readonly (readonly [number, number])[]) =>
    `本机数据已丢失：缺第${ranges
      .map(([from, to]) => (from === to ? `${from}` : `${from}至${to}`))
      .join('、')}号。别的照常发送，请告诉乡镇。`,
} as const;

const boundOfDay = (megabytesADay: number | null) =>
  megabytesADay === null ? '不限' : `${megabytesADay}MB`;

/** What is chosen for photographs on the page 「发送」. Text always goes. */
export const photographsText = {
  wait: '照片等好网再传',
  now: '现在就传',
  waiting: {
    goodLink: '照片等好网。文字照常发，连上Wi-Fi或网快了自动传照片。',
    budget: '今天的照片流量用完了。文字照常发，连上Wi-Fi或明天接着传照片。',
  },
  budget: (megabytesADay: number | null) =>
    `用流量时，照片每天最多：${boundOfDay(megabytesADay)}`,
  legend: '用流量时，照片每天最多传多少',
  bound: boundOfDay,
  spent: (sent: string, megabytesADay: number | null) =>
    megabytesADay === null
      ? `今天用流量传了照片${sent}MB。`
      : `今天用流量传了照片${sent}/${megabytesADay}MB。`,
} as const;

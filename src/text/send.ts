import { clockTime, megabytes, size } from './common.ts';

export const sendText = {
  title: '发送',
  lastContact: (moment: string) => `县平台 ${moment}联系过`,
  never: '还没连上过县里',
  text: '文字',
  photographs: '照片',
  /** Of no case: what was done on the device besides, which the journal says. */
  textLeft: (cases: number, bytes: number) =>
    cases > 0
      ? `${cases}件没送出，${size(bytes)}`
      : `登记没送出，${size(bytes)}`,
  photosLeft: (n: number, bytes: number) =>
    `${n}张没送出，${megabytes(bytes)}MB`,
  nothingLeft: '全部送达',
  noneYet: '没有',
  share: (sent: string, total: string) => `${sent}/${total}MB`,
  takenIn: (day: string) => `${day}收`,
  resumes: '断了从这里接着传',
  now: '现在发送',
  sending: '正在发…',
  offlineNow: '现在没网。有网自动发，不用守着。',
  unsent: (n: number) => `没送出 ${n}`,
  behind: (n: number) => `后面还排着${n}件，都已存好。`,
  oldest: (day: string) => `最早${day}`,
  settled: (n: number) => `已送达（近7天）${n}`,
  attention: (n: number) => `需处理${n}`,
  held: (n: number) => `待核查${n}`,
  allDelivered: (instant: string) => `全部送达，${clockTime(instant)}`,
  nothing: '没有要发的。',
  takenBack: '已撤回',
  actsWait: '另有登记（查询、补打、导出、清除）等解锁后再送。',
  photosLeftOfCase: (n: number) => `照片还剩${n}张`,
  kinds: {
    submit: '收件',
    supplement: '补交',
    answerCorrection: '补正',
    withdraw: '撤件',
    confirmDelivery: '领取',
    updateContact: '改联系方式',
    rate: '评价',
    journal: '登记',
  } as Record<string, string>,
} as const;

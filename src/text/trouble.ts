import { momentInSentence } from './common.ts';

/**
 * When the device's store cannot be opened, is gone, or was written by a newer app: what is known,
 * what to do, and never a claim about what nobody can see.
 */

/** What lies in a store that will not open must not be thrown away by hand. */
const keepIt =
  '不要卸载，也不要清除浏览器数据：没送出的件可能还在里面，能打开就照样发。';

export const brokenText = {
  title: '存着的内容打不开',
  storageFull:
    '这台设备存满了，所以打不开。请清出一些地方（照片、视频、不用的应用），再点“再试”。',
  storageFailed:
    '浏览器这会儿读不出存着的内容。请点“再试”；还不行就重启这台设备再打开。',
  keepIt,
  tryAgain: '再试',
  trying: '正在打开…',
  stillBroken: '还是打不开。',
  export: '导出加密文件',
  ask: '试过都不行，请先用别的设备收件，并打电话问乡镇。',
  slow: '还没打开。请关掉本软件再开；还不行就重启这台设备。',
} as const;

export const tooNewText = {
  title: '请先更新',
  explained:
    '这台设备上的内容是新版存的，这个旧版先不看、不改。没送出的照样会发。',
  update: '更新',
  updating: '正在更新…',
  needsNetwork: '更新要联网一次。没网时，没送出的都存在本机。',
} as const;

export const lostText = {
  title: '本机数据已丢失',
  was: (town: string, station: string, device: number) =>
    `这台设备是${town} ${station} ${device}号机，但存的件都不在了。可能清过浏览器数据，或存储太满被系统清掉。`,
  lastStep: (seq: number, at: string) =>
    seq === 0
      ? '最后记下时，这台设备还没收过件。'
      : `最后记到第${seq}号，${momentInSentence(at)}。`,
  nothingUnsent: '那时都已送到县里，县里都有。',
  unsent: (operations: number, materials: number) =>
    `那时还有${[
      operations > 0 && `文字${operations}件`,
      materials > 0 && `照片${materials}张`,
    ]
      .filter(Boolean)
      .join('、')}没送出。`,
  whatToDo:
    '送到过县里的都在县里。没送出的，请照手上的收件凭证存根找申请人补收；导出过的文件照样交乡镇。',
  enrolAgain: '请县里重发登记码，再登记这台设备。',
  begin: '重新登记这台设备',
} as const;

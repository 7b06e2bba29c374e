import { clockTime, dayInSentence } from './common.ts';

/** Telling at the counter whether somebody's receipt is genuine, without a network. */
export const checkReceiptText = {
  title: '查凭证真假',
  lead: '扫别的村给的收件凭证，没网也能查真假。',
  scanLabel: '扫收件凭证',
  picture: '选凭证照片',
  noCode: '这张照片里没看见码，请把整个码拍进去',
  typed: '或者粘贴码里的内容',
  check: '查一查',
  empty: '还没扫，也没粘贴',
  genuine: '凭证是真的',
  takenIn: (day: string, place: string) =>
    `凭证是真的，${dayInSentence(day, { withYear: true })}${clockTime(day)}由${place}收件。`,
  onlyOnline: '办到哪一步要联网查：扫凭证上的码，或打电话问。',
  matter: '事项',
  number: '收件号',
  unverified: '无法核实',
  why: {
    noDirectory: '本机还没有县里的设备名录。联网一次就有，再查。',
    unknownDevice: (day: string) =>
      `给凭证的设备不在本机的名录里（名录是${dayInSentence(day, { withYear: true })}的）。可能刚登记，联网后再查，或打电话问县里。`,
    otherNumber: '收件号不是这台设备的号段，要联网由县平台核实。',
    signature:
      '签名对不上：内容被改过，或不是本县给的。别凭它办事，请打电话问乡镇。',
    keyLeft: '签名的钥匙在这之前已经离开设备。别凭它办事，请打电话问乡镇。',
    ended: (day: string) =>
      `这台设备或这个代办员${dayInSentence(day, { withYear: true })}起已停用，之后给的凭证不算。请打电话问乡镇。`,
    number: '光凭收件号核不了真假，请扫凭证上的码。',
    nothing: '这不是收件凭证的码。',
  },
} as const;

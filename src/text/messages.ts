// What applicants are told by short message: whole sentences, in which nothing is filled
// in but digits of the number and a day. No name, no matter, no reason, no result: a
// telephone is read by more than its owner.

/** `last9`: as printed on the receipt; `by`: YYYY-MM-DD, null: no day is sure. */
export type MessageFacts = { last9: string; by: string | null };

export const messageWords = {
  accepted: ({ last9, by }: MessageFacts) =>
    `您的办件（收件号后9位${last9}）已受理${by === null ? '' : `，${by}前办结`}。凭收件条可到村里问，或在网上查进度。`,
  correction: ({ last9, by }: MessageFacts) =>
    `您的办件（收件号后9位${last9}）要补正${by === null ? '' : `，请在${by}前办`}。要补什么请问收件的村，不用跑乡镇。`,
  concluded: ({ last9 }: MessageFacts) =>
    `您的办件（收件号后9位${last9}）已有结果。请到收件的村领取或查询，不用跑乡镇。`,
} as const;

/** What the operator is told of them. */
export const messageText = {
  none: '没有接短信网关（SMS_URL 没写）。',
  waiting: (count: number) =>
    count === 0 ? '没有要发的。' : `还有${count}条要发，平台每分钟发一次。`,
  refused: (count: number) => `网关不收的有${count}条。`,
  unreachable: (count: number) => `一天都没发出去的有${count}条。`,
  again: '改好后运行 npm run admin -- resend-messages 再发。',
  queued: (count: number) => `${count}条重新排队，平台一分钟里开始发。`,
} as const;

/** What `npm run admin` says of the system that is told of every event. */
export const outboundText = {
  none: '没有接收办件事件的系统（OUTBOUND_URL 没写）。',
  waiting: (count: number) =>
    count === 0 ? '都已送到。' : `还有${count}条要送，平台每分钟送一次。`,
  silent: (attempts: number) =>
    `对方没有应答，已试${attempts}次；网络通了、密钥对了自己会接着送。`,
  dead: (caseId: string, n: number, status: number) =>
    `对方不收：办件 ${caseId} 第${n}条，回的是 ${status}。对方改好后运行 npm run admin -- replay-outbound --refused。`,
  whichOnes:
    '写 --refused（只重送对方不收的），或 --from 时间（从那时起全部重送，如 --from 2026-11-25T00:00:00+08:00）。',
  replayed: (taken: number, left: number) =>
    left === 0
      ? `重送了${taken}条，都收了。`
      : `重送了${taken}条，还有${left}条不收。`,
} as const;

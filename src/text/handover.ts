/** One clerk gives over to another. */
export const handoverText = {
  title: '交接给别人',
  nobody: '本机只有您一位代办员。先在“代办员”里加一位。',
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  unsent: (n: number, name: string) =>
    n === 0 ? '没送出 0件' : `没送出 ${n}件 这${n}件仍记在${name}名下`,
  drafts: (n: number) => `草稿 ${n}件 一起交`,
  refused: (n: number) => `需处理 ${n}件 一起交`,
  owed: (n: number) => `容缺待补 ${n}件 一起交`,
  bags: '手里的原件，写袋号和名称',
  originals: '原件',
  giver: '交出人',
  taker: '接手人',
  unlocks: (name: string, secret: string) => `${name}解锁：${secret}`,
  draftOpen: '有一件还没存上，先等它存好再交接。',
  handOver: '两人当面，交接',
  print: '打印交接单',
} as const;

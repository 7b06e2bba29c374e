/** A bundle: several matters and steps taken in as one. */
export const bundleText = {
  category: '一件事（办事包）',
  /** In place of the catalogue's summary, where people grieve. */
  openings: { B01: '请节哀。下面的事一次办完。' } as Record<string, string>,
  papers: (before: number, after: number) =>
    `${before}份材料 → 带${after}样 · 这里跑1次`,
  trips: (before: number, days: number, after: number) =>
    `分开办要跑${before}次、${days}个工作日 → 合起来${after === 0 ? '当场' : `${after}个工作日`}`,
  promise: (days: number, covers: string) => `承诺${days}个工作日：${covers}`,
  questions: '先问几句',
  parts: '一起办的事',
  always: '必办',
  unfit: (when: string) => `不符合：${when}`,
  unasked: (when: string) => `上面还没答：${when}`,
  after: (names: string) => `等${names}办好自动接着办`,
  ownClock: (days: number | null) =>
    days === null ? '另计，时间由办理单位定' : `另计${days}个工作日`,
  days: (days: number) => (days === 0 ? '当场' : `${days}个工作日`),
  commonPapers: '共同材料',
  got: (got: number, all: number) => `收了${got}/${all}`,
  toAsk: (n: number) => `要问的 ${n} 项`,
  filled: (n: number) => `填了${n}`,
  spared: '不用带的',
  goOn: '接着填',
  firstWhat: '手里没有的材料，先办能办的。',
  handOn: (to: string) => `这套材料交给：${to}`,
  printSet: '打印申请表和材料清单',
  restGoesOn: '其余自动接着办，不用再来',
  progress: (short: string, done: number, all: number) =>
    `${short} ${done}/${all}`,
  takenIn: (when: string) => `${when}收齐`,
  waiting: '缺前一件的结果，存成草稿接着办',
  office: (name: string, due: string | null) =>
    due === null ? name : `${name} · ${due}前`,
  officeNumber: '对方窗口的受理号',
  report: '记下窗口回的话',
  isDone: '办好了',
  notDone: '还没办好',
  doneAt: (when: string, number: string) =>
    number === '' ? `${when}办好` : `${when}办好 · ${number}`,
  underWay: (number: string) =>
    number === '' ? '窗口在办' : `窗口在办 · ${number}`,
  took: (words: string) => `从收件到出结果：${words}`,
  minutes: (n: number) =>
    n < 60 ? `${n}分钟` : `${Math.floor(n / 60)}小时${n % 60}分钟`,
  putAway: '都办完了，收起来',
} as const;

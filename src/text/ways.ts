/** Ways of handing a paper in that are not the paper itself, and what is promised. */
export const waysText = {
  certificate: '电子证照',
  certificateLabel: (name: string) => `${name}（电子证照）号码`,
  certificateHint: '先记下号码，送达后核验',
  certificateScan: '扫码',
  certificateNotRead: '这个码里没有能用的号码，请照证照输号码',
  certificateTooLong: (over: number) =>
    `号码长了${over}个字，请对着证照再看一遍`,
  certificateMissing: (name: string) => `${name}的电子证照还没记号码`,
  certificateReading: (grouped: string, n: number) => `${grouped} · 共${n}位`,
  certificateNone: '不用电子证照',
  unverified: '送达后核验',
  /** What the county's register has said of it. */
  verified: {
    ok: (day: string) => `已核验，${day}核验一致`,
    mismatch: (day: string) => `${day}核验不一致，等乡镇联系`,
    unavailable: () => '待核验，核验系统暂时连不上',
  },

  checkedCopy: (photographs: string) => `${photographs}，原件核对过`,
  committed: '告知承诺，不用再交',
  putOff: (day: string) => `容缺，${day}前补`,

  commitment: '告知承诺',
  commitmentOffer: (name: string) =>
    `不交${name}，签承诺书。说了不实要承担后果。可以选交材料，不勉强。`,
  promiseLimits: '有严重失信记录、还没修复的，不能用承诺。',
  toSign: '念给申请人听，到“签名提交”那一步单独签。',
  signed: '承诺书已签。',
  handInInstead: '改交材料',

  commitmentTitle: (name: string) => `承诺书：${name}`,
  commitmentText: (name: string, matter: string) =>
    `我办${matter}，要证明的事实本来要交${name}。我选用承诺代替，不交这份材料。村里已经告诉我：要证明什么、承诺有什么效力、说了不实要停办、退回所得、承担法律责任。我承诺：符合办理条件，所说都真实，愿意接受核查。`,
  promiseTick: (name: string) => `已念给我听，是我自己选的，我承诺（${name}）`,
  promiseNotTicked: (name: string) => `还没勾${name}的承诺`,
  promisePad: (name: string) => `承诺人签名：${name}`,
  print: '打印',
  printPromise: (name: string) => `打印 ${name}的承诺书`,
  promiseNotSigned: (name: string) => `${name}的承诺书还没签名`,

  held: (day: string, matter: string, last9: string) =>
    `已有：${day}办${matter}时拍过（收件号后9位${last9}）。看得清、没过期，可以直接用。`,
  useHeld: '用已有的',
  notHeld: '不用已有的',
  fromHeld: (day: string, last9: string) =>
    `用的是${day}收的件里的照片（收件号后9位${last9}），县平台已有，不再传`,
  takenIn: (day: string) => `，${day}拍的`,

  deficiency: '容缺后补',
  deficiencyOffer: (name: string) =>
    `先收件，${name}以后补来。不是不用交：到期不补，这件办不结。`,
  deficiencyDay: (name: string) => `${name}哪天前补来`,
  deficiencyLatest: (day: string, provisional: boolean) =>
    `最晚${day}${provisional ? '（暂定）' : ''}，不晚于承诺办结的日子`,
  deficiencyTitle: (name: string) => `容缺承诺：${name}`,
  deficiencyText: (name: string, matter: string, day: string) =>
    `我办${matter}，${name}今天没带来，请先收件。我承诺在${day}前补来。村里已经告诉我：到期不补，这件不能办结，可以终止办理，后果由我承担。`,
  dayWrong: (name: string, day: string) =>
    `${name}补来的日子要在今天到${day}之间`,
  handInNow: '现在就交',

  later: '后补',
  laterNot: (name: string) => `办事手册没有允许${name}后补，也不能用承诺代替。`,

  originalSeen: (moment: string, by: string) =>
    by === '' ? `原件${moment}核对过` : `原件${moment}核对过（${by}）`,
} as const;

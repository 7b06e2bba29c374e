import type { OidcFailureCode } from '../protocol/review.ts';
import type { CaseStatus } from '../domain/cases/transitions.ts';
import type { ReviewAct } from '../domain/cases/transitions.ts';

/** Words of the township's review console. */
export const consoleText = {
  title: (townName: string | null) =>
    townName === null ? '工作台' : `工作台 · ${townName}`,
  platform: '宣恩县统一受理平台',
  roles: {
    clerk: '代办员',
    head: '站长',
    reviewer: '审核',
    handler: '部门经办',
    window: '出件窗口',
    administrator: '县管理员',
    auditor: '审计',
  },
  pages: '工作台的页',
  worklist: '办件名单',
  held: '待核查',
  refused: '没收下的',
  signOut: '退出',
  noSuchPage: '没有这一页',
  toWorklist: '回名单',
} as const;

export const signInText = {
  title: '登录审核工作台',
  lead: '宣恩县统一受理平台，乡镇和县里的工作人员用。',
  login: '账号',
  password: '密码',
  enter: '登录工作台',
  entering: '正在登录…',
  missingLogin: '还没填账号',
  missingPassword: '还没填密码',
  code: '6位动态码',
  codeHint: '打开手机上的验证器，输现在显示的6位数。',
  missingCode: '还没填动态码',
  wrongWithCode:
    '密码或动态码不对。动态码半分钟一换，每个只能用一次，请等下一个再输。',
  wrong: '账号或密码不对，请对照着再输一遍。忘了密码，请县管理员重设。',
  tooMany: '试的次数太多，请过几分钟再登录。',
  againTitle: '太久没动，请再登录一次',
  againLead: '写了一半的意见还在，登录后接着写。',
  again: '接着审',
} as const;

/** Sign-in by the county's identity provider. */
export const oidcText = {
  signIn: '用县统一身份登录',
  beside: '用县统一身份登录（另开窗口）',
  backTitle: '已确认是您',
  back: '这个窗口可以关了，回到刚才那一页接着办。',
  failedTitle: '统一身份登录没有成功',
} as const;

const oidcFailures: Record<OidcFailureCode, string> = {
  down: '连不上县统一身份认证，请过几分钟再试，或用本平台的账号登录。',
  denied: '县统一身份认证那边没有登录成，请再点一次，或用本平台的账号登录。',
  mismatch:
    '这次登录对不上：可能开了两个窗口，或隔得太久。请关掉别的窗口，再点一次。',
  failed:
    '县统一身份认证没有认出本平台，请告诉县管理员；先用本平台的账号登录。',
  unknownAccount:
    '您的统一身份在本平台没有账号，请县管理员先建一个（账号名要和统一身份的一样）。',
  otherPerson:
    '本平台的这个账号以前是另一个统一身份登录的，不能换人。真的是您，请县管理员解除绑定，再登录一次。',
  disabled: '您在本平台的账号停用了。要再用，请找县管理员。',
  tooMany: '试的次数太多，请过几分钟再登录。',
};

/** `code`: as it came in the address. */
export function oidcFailureSentence(code: string): string {
  const known = Object.entries(oidcFailures).find(([each]) => each === code);
  return known?.[1] ?? oidcFailures.denied;
}

/** Before what wants a fresh login. */
export const proveText = {
  title: '请再登录一次',
  numbersLead:
    '身份证号、账号平时只显示后4位。要看完整的，请再输一次密码；谁看了哪件会记下来。',
  confirm: '确认是我',
  confirming: '正在核对…',
  wrong: '密码不对，请再输一遍。忘了密码，请县管理员重设。',
  cancel: '先不看',
} as const;

/** Why something could not be asked of the platform, with what to do now. */
export const linkText = {
  offline: '连不上平台。请看网线或Wi-Fi，过一会按“再试”，写好的内容还在。',
  strange:
    '回话的不是县平台，网络可能要先登录。请打开浏览器登录网络，再按“再试”。',
  stillOffline: '连不上平台，这一步没有发出。写好的内容还在，连上后再按一次。',
  unknown: (ref: string | null) =>
    ref === null
      ? '这一步没做成，内容没有丢。请再试；还不行，打电话给县里。'
      : `这一步没做成，内容没有丢。编号${ref}`,
  retry: '再试',
  gone: '没有这件，或不归本乡镇审。',
  forbidden: '这件不归您审：自己收的、自家的、别的乡镇的都不能审。',
} as const;

export const worklistText = {
  search: '搜号、姓名、村',
  doSearch: '搜',
  clearSearch: '清除筛选',
  refresh: '刷新',
  tabs: '按状态看',
  all: '全部',
  tab: (word: string, count: number | undefined) =>
    count === undefined ? word : `${word} ${count}`,
  caption: (word: string) => `${word}的办件，急的在前`,
  columns: {
    next: '下一步',
    matter: '事项',
    applicant: '申请人',
    number: '收件号后9位',
    village: '村',
    takenIn: '村里收件',
    arrived: '送达',
    materials: '材料',
    status: '状态',
  },
  notice: '告知',
  promise: '办结',
  due: (act: string, day: string, provisional: boolean) =>
    `${act} ${day}前${provisional ? '（暂定）' : ''}`,
  overdue: (act: string, days: number) => `${act} 已超${days}天`,
  /** `workdays` below 0: so many are over. */
  left: (
    act: string,
    workdays: number,
    due: { date: string; provisional: boolean },
  ) => {
    const day = `${due.date.slice(5)}前${due.provisional ? '（暂定）' : ''}`;
    if (workdays < 0) return `${act} 超${-workdays}个工作日，应${day}`;
    return workdays === 0
      ? `${act} 今天到期`
      : `${act} ${workdays}个工作日，${day}`;
  },
  /** Beside the moment of a case that no village has taken in. */
  online: { begun: '网上', helpWanted: '网上，要村里帮' },
  lamps: { bad: '红', wait: '黄', ok: '绿' } as Record<string, string>,
  special: '公示、暂停',
  more: (n: number) => `再看${n}条`,
  shownOf: (shown: number, total: number | undefined) =>
    total === undefined ? `${shown}件` : `${shown}件，共${total}件`,
  dueToday: (act: string) => `${act} 今天到期`,
  nothingDue: '不限期',
  village: (village: string, town: string) => `${village}（${town}）`,
  lateBy: (days: number) => `迟${days}天`,
  complete: (n: number) => `${n}/${n} 齐`,
  onTheWay: (arrived: number, expected: number) =>
    `${arrived}/${expected} 在路上`,
  noMaterials: '没有',
  empty: '都审完了。',
  filteredEmpty: '没有符合的，',
  arrivals: (n: number) => `有${n}件新到，按R刷新`,
  moved: '名单有变化，按R刷新',
  stale: (time: string) => `连不上平台，${time}的名单，只能看`,
  asOf: (time: string) => `${time}的名单`,
  keys: 'J K 上下，Enter 打开，/ 搜，R 刷新，? 全部快捷键',
} as const;

/** Which cases a tab holds; the words are the status words. */
export const STATUS_TABS = [
  'received',
  'correcting',
  'accepted',
  'inDepartment',
  'special',
  'concluded',
  'rejected',
  'notAccepted',
  'withdrawn',
] as const satisfies readonly CaseStatus[];

export const caseText = {
  back: '名单（Esc）',
  place: (index: number, total: number) => `第${index}件，共${total}件`,
  next: '下一件',
  previous: '上一件',
  answers: '申请信息',
  materials: '材料',
  checklist: '清单',
  decide: '决定',
  panes: '看哪一栏',
  number: '收件号',
  clerk: '村里',
  intake: '村里收件',
  arrived: '送达',
  catalogue: (version: string) => `按目录${version}`,
  notAnswered: '没填',
  sections: {
    applicant: '申请人',
    agent: '代办人',
    guardian: '监护人',
    husband: '男方',
    wife: '女方',
    father: '父亲',
    mother: '母亲',
    child: '孩子',
    spouse: '配偶',
    householder: '户主',
    receiver: '迁入户户主',
    deceased: '逝者',
    reporter: '申报人',
    parent: '父母一方',
    patient: '患者',
    student: '学生',
    beneficiary: '受益人',
    organisation: '单位',
    legalRep: '法定代表人',
    handler: '单位经办人',
    matter: '办理内容',
    unknown: '目录里没有的',
  } as Record<string, string>,
  maskedNumber: (last4: string) => `****${last4}`,
  showNumbers: '看完整号码',
  openingNumbers: '正在打开…',
  hideNumbers: '收起号码',
  numbersShown: (minutes: number) => `${minutes}分钟后自动收起。`,
  history: (n: number) => `经过 ${n} 条`,
  papersTitle: (n: number) => `材料清单 ${n} 份`,
  photosOnTheWay: (numbers: readonly number[]) =>
    `照片${numbers.join('、')}还在路上，到齐才能受理；现在可以先看、先写意见`,
  photoOnTheWay: (n: number) => `照片${n}还在路上`,
  photoOnTheWayHint: '村里有网就会接着传，到了再按“刷新”。文字已经可以看。',
  pageOf: (paper: string, page: number, pages: number) =>
    pages === 1 ? paper : `${paper} 第${page}张，共${pages}张`,
  signature: (by: string, name: string) => `${by}签名（${name}）`,
  fingerprint: (by: string, name: string) => `${by}指印（${name}）`,
  signers: {
    applicant: '申请人',
    agent: '代办人',
    guardian: '监护人',
    witness: '旁证人',
    member: '家庭成员',
  } as Record<string, string>,
  noPhotos: '这件没有照片和签名。',
  opening: '正在打开照片…',
  openFailed: '这张没打开，按“再试”。',
  pdf: '这份是PDF，存下来用看图软件打开。',
  savePdf: '存PDF',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '合适大小',
  rotate: '转',
  nextPhoto: '下一张',
  previousPhoto: '上一张',
  problem: '有问题',
  zoomNow: (percent: number) => `${percent}%`,
  thumbnails: '全部照片和签名',
  keys: '+ − 缩放，0 合适大小，R 转，[ ] 换张，Esc 回名单',
  decided: (act: string) => `已发出：${act}。村里下次联网就能看到。`,
  decidedNext: (act: string, matter: string, name: string) =>
    `已发出：${act}，${matter}（${name}）。这是下一件。`,
  tally: (total: number, acts: readonly (readonly [string, number])[]) =>
    `${total}件：${acts.map(([act, n]) => `${act}${n}`).join('，')}`,
  refresh: '刷新',
  checks: (done: number, total: number) => `审核清单 ${done}/${total}`,
  good: '合格',
  notYetGood: '还没看',
  markGood: '合格',
  isNew: '新',
  newSince: (n: number) => `上次看过后有${n}条新经过，标了“新”。`,
  office: '现在在哪里',
  joint: (day: string) => `一起审，${day}前回复`,
  silent: (isOverdue: boolean) => (isOverdue ? '到期没回复' : '还没回复'),
  withdrawalAsked: '申请人要撤件',
  askFirst: '请村里先传这张',
  askedFirst: '已请村里先传这张，村里有网就先发它。',
  noActs: '这件现在不用决定。',
  waiting: '等村里补来再决定。',
  toList: '回名单',
  changedMeanwhile: '这件刚有变化，按“刷新”看现在的状态。写好的意见还在。',
  deficient: '容缺 · 后补',
  plainCopy: '只有照片，没核对原件',
  /** What was found of a paper, beside its tag. */
  found: {
    ok: (day: string) => `${day}核验一致`,
    mismatch: (day: string) => `${day}核验不一致，请核对原件`,
    unavailable: () => '核验系统连不上，会接着再试',
    kept: (day: string) => `${day}核查，承诺属实`,
    breached: (day: string) => `${day}核查，承诺不实`,
  },
  commitmentSigned: '承诺书已签，见照片和签名',
  promiseSignature: (paper: string) => `${paper} 承诺书签名`,
  deficiencySignature: (paper: string) => `${paper} 容缺承诺签名`,
  takenFrom: (day: string, last9: string) =>
    `用的是${day}收的件里的照片（收件号后9位${last9}）`,
} as const;

/** The four decisions, and the two after acceptance. */
export const decisionText = {
  dock: '决定这件',
  acts: {
    accept: '受理',
    requestCorrection: '一次告知补正',
    refuse: '不予受理',
    referElsewhere: '不予受理',
    conclude: '办结',
    reject: '不通过',
  } as const satisfies Partial<Record<ReviewAct, string>>,
  correctionWithCount: (n: number) =>
    n === 0 ? '一次告知补正' : `一次告知补正（${n}）`,
  dialogTitle: (act: string, matter: string, name: string) =>
    `${act}：${matter}（${name}）`,
  notNow: '先不决定',
  sending: '正在发…',
  missing: (what: readonly string[]) => `还差：${what.join('、')}`,
  silent: (offices: readonly string[]) =>
    `${offices.join('、')}还没回复，不回复不算同意`,
  missingPhoto: (paper: string) => `${paper}的照片还在路上`,
  missingSignature: (signer: string) => `${signer}的签名还在路上`,
  owedPaper: (paper: string, day: string | null) =>
    day === null ? `${paper}（容缺）` : `${paper}（容缺，${day}前补来）`,
  changed: (who: string, act: string) =>
    `这件刚由${who}${act}，你的意见没有发出`,
  changedPlain: '这件刚有变化，你的意见没有发出',
  changedHint: '现在的状态见上面。你写的还在这里，看过再决定要不要发。',
  noLongerAllowed: (act: string) => `按现在的状态，这件已经不能办“${act}”。`,
  accept: {
    ask: (matter: string, name: string) => `受理${matter}（${name}）。`,
    promise: (workdays: number) =>
      `承诺${workdays}个工作日内办结，日期按工作日历算，发出后告知村里。`,
    confirm: '受理这件',
  },
  correction: {
    lead: '请一次写全。发出后本件停止计时，村民只跑一趟。',
    item: (n: number) => `第${n}处`,
    aboutLabel: (n: number) => `第${n}处：哪一处`,
    commonLabel: (name: string, reason: string) => `${name}：${reason}`,
    about: '哪一处',
    papers: '材料',
    fields: '填写的内容',
    choose: '选材料或内容',
    preset: '目录里的原因',
    reason: '哪里不对',
    fix: '给村里看的话：怎么改',
    remove: (about: string) => `去掉${about}`,
    removeShort: '去掉',
    add: '再加一处',
    common: '常见',
    days: '补齐期限（个工作日）',
    preview: '预览：一次告知书（村里会照这个打印）',
    previewHead: (name: string, matter: string) =>
      `${name}：您申请的${matter}还要补正下面这些。`,
    previewItem: (n: number, about: string, reason: string, fix: string) =>
      `${n}. ${about}：${reason || '（还没写哪里不对）'}。${fix || '（还没写怎么改）'}`,
    previewDays: (n: number) =>
      `请在收到告知后${n}个工作日内补齐。补齐前不计时。`,
    confirm: (n: number) => `发出补正（${n}处）`,
    none: '还没写要补哪一处',
    noAbout: (n: number) => `第${n}处还没选是哪份材料或哪项内容`,
    noReason: (n: number) => `第${n}处还没写哪里不对`,
    noFix: (n: number) => `第${n}处还没写怎么改`,
    twice: (about: string) => `${about}写了两次，请并成一处`,
  },
  refuse: {
    why: '为什么不受理',
    notQualified: '依法不该受理',
    elsewhere: '不归这里办，告诉去哪里',
    preset: '目录里的情形',
    reason: '理由（至少10个字，村民会看到）',
    authority: '该找哪个机关，电话',
    authorityHint: '写清机关名称和电话，村民照着找。',
    preview: '预览：不予受理通知（村里会照这个打印）',
    clause:
      '不服的，可在收到之日起60日内申请行政复议，或6个月内向人民法院起诉。',
    sentence: (reason: string, authority: string) =>
      `不受理：${reason}。${authority === '' ? '' : `该找：${authority}。`}`,
    confirm: '不予受理并通知',
    reasonShort: (left: number) => `理由还少${left}个字，请写清是哪一条不符合`,
    authorityMissing: '还没写该找哪个机关',
  },
  conclude: {
    onlyWhole: '补齐才能办结。',
    result: '结果',
    handOver: '有没有东西要领',
    nothing: '没有要领的，直接办结',
    pickup: '有，村民到这里领',
    window: '由哪个窗口交',
    noWindow: '不经过这些窗口',
    place: '领取地点',
    note: '给村里的话',
    confirm: '办结这件',
    resultMissing: '还没写结果',
    placeMissing: '还没写在哪里领',
  },
  reject: {
    preset: '目录里的原因',
    reason: '没有通过的理由（至少10个字，村民会看到）',
    remedy: '怎么救济（复议、诉讼）',
    confirm: '不通过并通知',
    reasonShort: (left: number) => `理由还少${left}个字，请写清是哪一条不符合`,
    remedyMissing: '还没写怎么复议或诉讼',
  },
  tooLong: (over: number) => `多了${over}个字，请写短一点`,
  /** A case by its object and its person. */
  what: (matter: string, name: string) => `${matter}（${name}）`,
  choose: '请选',
  optional: '选填',
} as const;

export const heldText = {
  heldTitle: '待核查',
  heldLead:
    '县里收到了，但不能照常生效的。内容都留着，等人核查；村里不用重填。',
  refusedTitle: '没收下的',
  refusedLead: '县平台没收下的。内容在村里的设备上，村里改好会再发。',
  heldEmpty: '没有待核查的。',
  more: '再看100条',
  refusedEmpty: '没有没收下的。',
  columns: {
    arrived: '到达',
    number: '收件号',
    what: '做的事',
    station: '村、设备',
    reason: '原因',
  },
  device: (n: number) => `${n}号机`,
  unknownStation: '不认得的设备',
  noNumber: '还读不出',
  operations: {
    submit: '收件',
    supplement: '补交材料',
    answerCorrection: '补正',
    withdraw: '撤件',
    confirmDelivery: '领取确认',
    updateContact: '改联系方式',
    rate: '评价',
    journal: '操作记录',
  } as Record<string, string>,
  unknownOperation: '读不出',
} as const;

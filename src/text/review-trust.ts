import { dayInSentence, momentInSentence } from './common.ts';

/** Devices, two-person acts and the log of who did what. */
export const devicesText = {
  title: '设备',
  lead: '最久没联系的在前。停用后新发来的件转“待核查”，不会丢。',
  empty: '还没有登记过的设备。',
  counts: (silent: number, quiet: number, normal: number) =>
    `3天没联系 ${silent}，2天没联系 ${quiet}，正常 ${normal}`,
  columns: {
    contact: '最后联系',
    station: '站点',
    device: '设备',
    clerks: '代办员',
    unsent: '没送出',
    state: '状态',
    act: '办理',
  },
  device: (n: number) => `${n}号机`,
  station: (name: string, town: string, code: string) =>
    `${town} ${name}（${code}）`,
  never: '登记了还没用过',
  contact: (at: string) => momentInSentence(at),
  unsent: (n: number) => (n === 0 ? '没有' : `${n}步`),
  states: { active: '在用', suspended: '已暂停', revoked: '已停用' },
  silent: (days: number) => `${days}天没联系`,
  acts: { active: '恢复使用', suspended: '暂停', revoked: '停用' },
  actFor: (act: string, device: string) => `${act}：${device}`,
  asks: {
    active: '恢复后这台设备接着收件、发送。',
    suspended:
      '暂停后新发来的件转“待核查”，不会丢。设备找回来、问清楚了可以恢复。',
    revoked: '停用后新发来的件转“待核查”，不会丢；设备上的资料会清掉。',
  },
  unsentToo: (n: number) => `这台还有${n}步没送出。`,
  confirm: { active: '恢复这台', suspended: '暂停这台', revoked: '停用这台' },
  confirmTitle: (act: string, where: string, device: string) =>
    `${act}${where} ${device}`,
  notNow: '先不动',
  done: (act: string, persons: number, cases: number) =>
    `已${act}。这台设备上大约有${persons}个人的资料，收过${cases}件。`,
  proveLead: '停用、恢复、发登记票要再输一次密码；谁做的会记下来。',
  proveCancel: '先不做',
  ticket: '发登记票',
  ticketTitle: '给一台新设备发登记票',
  ticketLead: '14天内用一次。扫码、拷文件、报8位数字，三样任选一样。',
  stationCode: '站点代码（12位）',
  clerkId: '代办员账号',
  clerkName: '姓名',
  policy: '解锁方式',
  policies: {
    passphrase: '口令',
    'pin+card': 'PIN和身份卡',
    'pin+prf': 'PIN和安全钥匙',
    pin: 'PIN（只在演示里）',
  } as Record<string, string>,
  badStation: (n: number) => `站点代码应是12位数字，现在${n}位`,
  badClerk: '还没写代办员账号',
  issue: '发这张登记票',
  issuing: '正在发…',
  shortCode: (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`,
  shortCodeHint: '24小时内在设备上输这8位数字',
  file: '存成文件',
  fileName: (station: string) => `登记票-${station}.jws`,
  qr: '登记票的码',
  hide: '收起，不再显示',
} as const;

export const requestsText = {
  title: '两人办的事',
  lead: '县里有些事要两个人：一个人提出、写明原因，另一个人半小时内同意，提出的人再做。',
  empty: '现在没有等第二个人的事。',
  actions: {
    settleHeld: '处理待核查的一步',
    openMaterial: '看一张材料',
  } as Record<string, string>,
  unknown: '一件事',
  asked: (who: string, at: string) => `${who} ${momentInSentence(at)}提出`,
  own: '您提出的',
  waiting: '等另一个人同意',
  approved: (who: string) => `${who}已同意，可以去做了`,
  agree: '同意',
  agreeFor: (reason: string) => `同意：${reason}`,
  agreed: '已同意。提出的人半小时内可以做一次。',
  proveLead: '同意前再输一次密码；您的同意会记下来。',
} as const;

export const settleText = {
  open: '处理',
  openFor: (what: string) => `处理：${what}`,
  title: (what: string) => `处理待核查：${what}`,
  ask: '让它生效，就像当时收下；不让它生效，村里会看到原因。',
  decision: '怎么处理',
  apply: '让它生效',
  refuse: '不让它生效',
  reason: '原因（至少4个字，会留底）',
  reasonShort: '原因还没写够4个字',
  confirm: '照这样处理',
  doing: '正在处理…',
  notNow: '先不处理',
  done: (n: number) =>
    n === 1 ? '已处理。' : `已处理，等着它的${n - 1}步也一起办了。`,
  second: '这一步要两个人。请另一个人同意，再按一次。',
  askSecond: '请另一个人同意',
  askedSecond: '已提出。另一个人在“两人办的事”里同意后，回来再按“照这样处理”。',
  changed: '这一步刚有变化，名单已经换成现在的。',
} as const;

export const auditText = {
  title: '记录',
  lead: '谁在什么时候看了、做了什么。只能看，不能改。',
  empty: '没有符合的记录。',
  account: '账号',
  caseId: '办件编码（不是收件号）',
  find: '查',
  badCase: '办件编码是办件页地址里的那一串，请照着粘贴',
  more: '再看更早的',
  columns: { at: '时间', who: '谁', what: '做了什么', about: '哪一件' },
  nobody: '不认得的人',
  openCase: '看办件',
  unknown: (act: string) => `其他（${act}）`,
  when: (at: string) =>
    `${dayInSentence(at, { withYear: true })} ${momentInSentence(at).split(' ')[1] ?? ''}`,
} as const;

/** What `npm run admin -- retention` prints: what the platform deletes, and why then. */

type Line = { what: string; since: string; why: string };

const rules = {
  settledEnvelopes: {
    what: '收件的加密原件',
    since: '办结且进了备份以后',
    why: '起诉期限最长一年（法释〔2018〕1号第64条），这之前留作凭据',
  },
  unprovenEnvelopes: {
    what: '查不出是谁做的加密件',
    since: '收到以后',
    why: '退回的件的凭据',
  },
  refusedCopies: {
    what: '村里“需处理”的件的副本',
    since: '收到以后',
    why: '退回的件的凭据；代办员签字收回的一直留着',
  },
  feedItems: {
    what: '发给各村的逐条变更',
    since: '发出以后',
    why: 'FEED_RETENTION_DAYS；错过的按办件整件发',
  },
  uncitedMaterials: {
    what: '没有办件要的照片和半截上传',
    since: '开始上传以后',
    why: '等人处理的站点除外',
  },
  sessions: {
    what: '工作人员的登录',
    since: '登录以后',
    why: '到时自动退出',
  },
  signInTries: {
    what: '输错密码的次数',
    since: '最后一次以后',
    why: '最长算一天',
  },
  attempts: {
    what: '输错查询码、登记码的次数',
    since: '那一次以后',
    why: '最长算一天',
  },
  unusedTickets: {
    what: '没有用过的登记票',
    since: '过期以后',
    why: '恢复以后60天内还认；号不再给别人',
  },
  imports: {
    what: 'U盘收件的清单（只有编号和数）',
    since: '收的那天以后',
    why: '回执文件最迟那时写完；件本身不动',
  },
  arrivedReceipts: {
    what: '出示过、后来到了件的收件凭证',
    since: '最后一次出示以后',
    why: '件没到的一直报着',
  },
  messages: {
    what: '发给申请人的短信的发送记录（没有号码和内容）',
    since: '事情发生以后',
    why: '没发出去的再发也晚了；办件和它的经过不动',
  },
  openingLinks: {
    what: '没有用的材料打开链接',
    since: '作废以后',
    why: '链接只用一次，一分钟内有效',
  },
  reasons: {
    what: '看件、两人同办时写的理由',
    since: '写下以后',
    why: '网络数据安全管理条例第12条；谁看过谁的记录一直留着',
  },
  unansweredRequests: {
    what: '没人同意的两人同办申请',
    since: '提出以后',
    why: '半小时后就作废，什么也没办',
  },
  decidedProposals: {
    what: '乡镇推荐代办员的申请（已批过的）',
    since: '批过以后',
    why: '批准的另有账号，没批的不留名字',
  },
  receivedRecoveries: {
    what: '恢复给代办员的钥匙（已收到的）',
    since: '收到以后',
    why: '设备上已经有了',
  },
} as const satisfies Record<string, Line>;

const period = (days: number): string =>
  days < 1 ? `${days * 24}小时` : `${days}天`;

export const retentionText = {
  wouldGo: '现在会删的（没有动）：',
  gone: '已删：',
  rule: (name: keyof typeof rules, days: number, count: number) => {
    const { what, since, why } = rules[name];
    return `  ${count}\t${what}：${since}${period(days)}。${why}。`;
  },
  kept: [
    '从不自动删的：办件和它的经过、告知书、照片，设备日志，谁看过谁的记录，待核查的件。',
    '办件归档和销毁按县里的档案规定，由县里自己办。换下的收件钥匙三年后在换钥匙时销毁。',
  ],
  which:
    '请写 --dry-run（只看会删什么）或 --now（现在就删；平台每小时也会自己做）。',
} as const;

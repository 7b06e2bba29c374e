import type { DisplayStatus } from '../domain/cases/display-status.ts';

/**
 * One word a case. Until the county has everything the delivery word
 * wins, after that the handling word. The village's intake is never called acceptance.
 */
export const statusWords = {
  draft: '草稿',
  waitingSignature: '等签名',
  saved: '已保存 · 待发送',
  sending: '发送中',
  delivered: '已送达',
  received: '待受理',
  accepted: '已受理',
  acceptedWithDeficiency: '已受理 · 容缺',
  correcting: '待补正',
  inDepartment: '办理中',
  publicNotice: '公示中',
  paused: '暂停',
  awaitingPickup: '待领取',
  concluded: '办结',
  rejected: '未通过',
  notAccepted: '不予受理',
  withdrawn: '已撤件',
  needsAttention: '需处理',
  held: '待核查',
  unconfirmed: '待县里确认',
} as const satisfies Record<DisplayStatus, string>;

/**
 * The sentence under the word. Dates come written (common.ts, dayInSentence), sizes too; `left` of
 * `sending` is null while the text itself is on its way.
 */
export const statusSentences = {
  draft: ({ time }: { time: string }) => `还没提交。${time}前填的都已存好。`,
  waitingSignature: ({ missing }: { missing: number }) =>
    `还差${missing}人签字，签齐才能提交。`,
  saved: () => '已存在本机，断电也不丢。有网自动发。',
  sending: ({ left }: { left: { photos: number; size: string } | null }) =>
    left === null
      ? '文字正在发，还没到。'
      : `文字已到县平台，照片还剩${left.photos}张（${left.size}）。`,
  delivered: ({ time }: { time: string }) => `县平台已全部收到，${time}。`,
  received: ({ noticeBy }: { noticeBy: string }) =>
    `乡镇${noticeBy}前告知是否受理。`,
  accepted: (p: { acceptedOn: string; promisedBy: string }) =>
    `${p.acceptedOn}受理，承诺${p.promisedBy}前办结。`,
  acceptedWithDeficiency: (p: { material: string; dueOn: string }) =>
    `${p.material}请在${p.dueOn}前补来，补齐才能办结。`,
  correcting: (p: { items: number; dueOn: string }) =>
    `要补${p.items}处，${p.dueOn}前补齐。补齐前不计时。`,
  inDepartment: (p: { department: string; workdays: number }) =>
    `${p.department}正在办，还剩${p.workdays}个工作日。`,
  publicNotice: ({ until }: { until: string }) =>
    `公示到${until}，这段不计时。`,
  paused: ({ reason }: { reason: string }) => `${reason}，暂停计时。`,
  awaitingPickup: (p: { result: string; place: string }) =>
    `${p.result}在${p.place}，请通知来领。`,
  concluded: (p: { on: string; result: string }) => `${p.on}办结。${p.result}`,
  rejected: (p: { reason: string; period: string }) =>
    `没有通过：${p.reason}。可在${p.period}内复议或诉讼。`,
  notAccepted: (p: { reason: string; authority: string }) =>
    `不受理：${p.reason}。该找：${p.authority}。`,
  withdrawn: (p: { on: string; reason: string }) =>
    `${p.on}撤回，原因：${p.reason}。`,
  needsAttention: ({ reason }: { reason: string }) =>
    `县平台没收下：${reason}。内容都在本机，改好再发。`,
  held: () => '县里收到了，要人核查，不用重填。有结果会告知。',
  unconfirmed: () => '县平台恢复过，这件正在重新确认。',
} satisfies Record<DisplayStatus, (facts: never) => string>;

/** The second small tag of a case whose later operation has not gone out yet. */
export const unsentTag = (operations: number) => `${operations}项待发送`;
/** The second small tag of a case that was written to a stick. */
export const exportedTag = (day: string) => `已导出 ${day}`;

export const MATERIAL_STATUSES = [
  'missing',
  'optional',
  'seen',
  'photographed',
  'certificateUnverified',
  'certificateVerified',
  'commitmentUnsigned',
  'committed',
  'deficient',
  'generated',
  'notNeeded',
  'uploading',
  'uploaded',
  'retake',
  'originalHeld',
] as const;
/** How one paper of a case stands. */
export type MaterialStatus = (typeof MATERIAL_STATUSES)[number];

export const materialWords = {
  missing: () => '未收',
  optional: () => '未收',
  seen: () => '看过原件',
  photographed: ({ pages }: { pages: number }) => `已拍${pages}张 · 待发送`,
  certificateUnverified: () => '电子证照 · 待核验',
  certificateVerified: () => '电子证照 · 已核验',
  commitmentUnsigned: () => '告知承诺 · 待签',
  committed: () => '已承诺',
  deficient: ({ dueOn }: { dueOn: string }) => `容缺 · ${dueOn}前补`,
  generated: () => '系统生成',
  notNeeded: () => '不需要',
  uploading: ({ percent }: { percent: number }) => `传送中 ${percent}%`,
  uploaded: () => '已送达',
  retake: () => '要重拍',
  originalHeld: () => '原件在手',
} satisfies Record<MaterialStatus, (facts: never) => string>;

export const materialSentences = {
  missing: () => '还没收',
  optional: () => '选交',
  seen: () => '已核对，当场还给本人',
  photographed: ({ size }: { size: string }) => `存在本机，${size}`,
  certificateUnverified: () => '送达后由县平台核验',
  certificateVerified: ({ on }: { on: string }) => `${on}核验一致`,
  commitmentUnsigned: () => '签了承诺书就不用交',
  committed: () => '已签承诺书，不用再交',
  deficient: ({ dueOn }: { dueOn: string }) => `先收下，${dueOn}前补来`,
  generated: () => '按填的内容生成',
  notNeeded: ({ condition }: { condition: string }) =>
    `因为${condition}，不用交`,
  uploading: () => '断了会接着传',
  uploaded: () => '县平台已收到',
  retake: (p: { reason: string; fix: string }) => `${p.reason}，请${p.fix}`,
  originalHeld: (p: { bag: string; dueOn: string; destination: string }) =>
    `${p.bag}，${p.dueOn}前交${p.destination}`,
} satisfies Record<MaterialStatus, (facts: never) => string>;

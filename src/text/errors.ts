import type { Field } from '../domain/catalogue/form-schema.ts';
import type {
  AnswerIssueCode,
  IssueParams,
} from '../domain/rules/answer-issue.ts';
import type { ErrorCode } from '../protocol/error-code.ts';

/**
 * A sentence for every code: what is wrong, and what to do. Never 「格式错误」, 「非法」, 「必填项」,
 * 「网络错误」. Nothing of an answer itself is repeated here.
 */

type NamedField = Pick<Field, 'label' | 'type' | 'unit'>;
type IssueSentence = (params: IssueParams, field: NamedField) => string;

const notAnswered: IssueSentence = (_params, field) =>
  `还没${askedVerb(field)}${field.label}`;

const answerSentences = {
  required: notAnswered,
  requiredHere: notAnswered,
  notAsked: (_params, { label }) => `${label}按现在填的不用填`,
  unknownField: () => '这项不在现在的表里，请重新打开这件再看',
  wrongType: (_params, { label }) => `${label}填的读不出来，请重填`,
  notAnOption: (_params, { label }) => `${label}选的不在现在的选项里，请重选`,
  repeatedOption: (_params, { label }) => `${label}有一样选了两次，请重选`,
  demoNumber: () => '这是演示号码，正式办件不能用',
  demoAccount: () => '这是演示账号，正式办件不能用',
  idNumberLength: (params) => `身份证号${offBy(params)}，应是18位`,
  idNumberShape: () => '身份证号只有数字，最后一位可以是X',
  idNumberRegion: () => '开头两位不是哪个省的，请对着证件再看一遍',
  idNumberDate: ({ month = 0, day = 0 }) =>
    `出生日期不存在：${month}月${day}日`,
  idNumberFuture: () => '出生日期要早于今天，请对着证件再看一遍',
  idNumberChecksum: () => '最后一位对不上，请对着证件再看一遍',
  usccLength: (params) => `信用代码${offBy(params)}，应是18位`,
  usccShape: () => '信用代码有认不得的字，请对着执照再看一遍',
  usccChecksum: () => '信用代码最后一位对不上，请对着执照再看一遍',
  phoneShape: () => '电话应是11位手机号，或带区号的座机',
  cardLength: ({ length = 0, min = 12, max = 19 }) =>
    length < min
      ? `账号少${min - length}位，应是${min}到${max}位`
      : `账号多${length - max}位，应是${min}到${max}位`,
  cardShape: () => '账号只有数字，请对着卡再看一遍',
  cardLuhn: () => '和常见卡号不一样，请再对一遍',
  dateShape: () => '日期读不出来，请写成19440312这样，年要四位',
  dateImpossible: ({ month = 0, day = 0 }) =>
    `日期不存在：${month}月${day}日，请再看一遍`,
  numberShape: (_params, { label }) => `${label}请只填数字`,
  outOfRange: ({ min, max }, { label, unit = '' }) =>
    `${label}应${rangeText(min, max, unit)}，请再看一遍`,
  notAStep: ({ step = 1 }, { label, unit = '' }) =>
    `${label}按${step}${unit}一档，请再看一遍`,
  tooManyDecimals: ({ max = 2 }) =>
    max === 0 ? '请填整数，不带小数' : `小数最多${max}位，请改短`,
  tooLong: ({ length = 0, max = 0 }) =>
    `多了${length - max}个字，请缩到${max}个字以内`,
  tooFewRows: ({ min = 1 }, { label }) => `${label}至少填${min}行`,
  tooManyRows: ({ max = 1 }, { label }) => `${label}最多填${max}行`,
  addressIncomplete: (_params, { label }) =>
    `${label}还没选村，不在本县的请点“外县”写全`,
  villageNotInTownship: (_params, { label }) =>
    `${label}的村不在这个乡镇，请重选`,
} satisfies Record<AnswerIssueCode, IssueSentence>;

/** The sentence beside a field and in the error summary: the same in both. */
export function answerIssueSentence(
  issue: { code: AnswerIssueCode; params?: IssueParams },
  field: NamedField,
): string {
  const sentence: IssueSentence = answerSentences[issue.code];
  return sentence(issue.params ?? {}, field);
}

function askedVerb({ type }: NamedField): string {
  return type === 'select' ? '选' : '填';
}

function offBy({ length = 0, expected = 18 }: IssueParams): string {
  return length < expected
    ? `少${expected - length}位`
    : `多${length - expected}位`;
}

function rangeText(
  min: number | undefined,
  max: number | undefined,
  unit: string,
): string {
  if (min !== undefined && max !== undefined) {
    return `在${min}到${max}${unit}之间`;
  }
  return max === undefined ? `不小于${min ?? 0}${unit}` : `不大于${max}${unit}`;
}

/** Figures that a sentence may need, as the failure brings them. */
export type ErrorDetails = Record<string, string | number>;
type ErrorSentence = string | ((details: ErrorDetails) => string);

const errorSentences = {
  // Held: kept at the county for a person to look at.
  forked: '这台设备像是被复制过，县里要核查。不用重填',
  revoked: '这台设备已停用，县里要核查。不用重填',
  lateAnswer: '补正过了期限才到，县里要看还收不收',
  notAllowedNow: '这件现在的状态不能这样办，请看它的最新状态',
  predecessorHeld: '同一件前面的一步还在核查，查完接着办',
  catalogueWithdrawn: '按的那版目录已停用，县里要核查',
  unknownKid: '县里认不出签名的人，或找不到封它的钥匙，要核查。不用重填',
  unprocessable: '县里暂时办不了这一步，会再试，不用重填',
  // Refused: the clerk mends it and sends it again.
  invalid: '填的和这个事项的要求对不上，请改好再发',
  badSignature: '签名对不上，请重新提交一次，还不行就问乡镇',
  headerMismatch: '这件的信封和里面对不上，请重新提交一次',
  idReusedWithOtherContent: '这件的编号和另一件重了，请重新提交一次',
  unknownDevice: '县里没有登记这台设备，请问县里',
  tooLarge: '这件太大，请去掉几张照片或缩短文字再发',
  // Later: nothing to do.
  predecessorMissing: '同一件前面的一步还没到，会自动接着发',
  busy: '县平台正忙，会自动再试',
  // Answers of the platform.
  badRequest: '县平台没看懂这一步，请再试；还不行就更新后再来',
  unauthorized: '登录过期了，请重新登录。填的都在',
  nonceNeeded: '县平台要重新核对一次，会自动再试',
  forbidden: '您的账号不能办这一步，请找有权限的人',
  deviceRevoked: '本机已被县里停用。存着的件交县里核查，不会丢',
  notFound: '没找到，可能已经移走，请回上一页再看',
  changed: '这件刚由别人办过，您的意见没有发出，请看最新状态',
  notAllowed: '这件现在的状态不能这样办，请看它的最新状态',
  materialsMissing: '照片还在路上，到齐才能受理',
  officesSilent: '还有部门没回复，不回复不算同意',
  epochChanged: '县平台恢复过，正在重新确认',
  cursorExpired: '离上次联系太久，正在重新取一遍',
  mismatchingUploadOffset: '上传的位置对不上，会从县里有的地方接着传',
  digestMismatch: '照片传来和存的不一样，会自动重传',
  payloadTooLarge: '一次发得太多，会自动分开发',
  unsupportedMediaType: '这种文件收不了，请用照片（JPEG、PNG）或PDF',
  tooManyRequests: '试得太密，请过一会儿再试',
  ticketUsed: ({ device }: ErrorDetails) =>
    `这个码已用在${device ?? '另一台设备'}，请县里重发`,
  ticketExpired: ({ date }: ErrorDetails) =>
    date === undefined
      ? '登记码过期了，请县里重发'
      : `登记码过期了（${date}），请县里重发`,
  ticketInvalid: '这个登记码不对，请对着登记单再看一遍',
  signInFailed: '账号或密码不对，请再看一遍',
  unavailable: '县平台暂时用不了，会自动再试。内容都在',
  internal: '县平台这一步没做成，内容没有丢，请过一会儿再试',
  codeNeeded: '还要手机验证器上的6位动态码',
  secondPersonNeeded: '这一步要两个人，请另一位有同样权限的人先同意',
  freshLoginNeeded: '这一步要再登录一次，请输密码',
  signInBusy: '同时登录的人太多，请过几秒再点一次',
  importUnreadable: '这不是服务点导出的文件，请选U盘里以“.vsp”结尾的文件',
  // The device's own.
  offline: '现在没网。有网自动发，不用守着',
  portal: '连着Wi-Fi，但对面不是县平台。打开浏览器登录，或换流量',
  notEnrolled: '这台设备还没登记，请先扫登记码或选登记文件',
  locked: '已锁上，请先解锁',
  wrongSecret: ({ left }: ErrorDetails) =>
    left === undefined
      ? 'PIN不对'
      : `PIN不对。再错${left}次要等1分钟，内容不会清空`,
  waitBeforeRetry: ({ seconds }: ErrorDetails) =>
    seconds === undefined ? '请等一会儿再试' : `请等${seconds}秒再试`,
  secretTooWeak: '太好猜，换一个',
  catalogueMissing: '办事手册还没下载，已收的件不受影响。请联网一次',
  draftNotFound: '没找到这份草稿，可能已经提交，请看办件',
  draftUnreadable: '这份草稿读不出来了，原样保留着。请问县里',
  caseNotFound: '没找到这件，请回办件再看',
  answersInvalid: ({ count }: ErrorDetails) =>
    count === undefined ? '有几处要改，请到核对页看' : `有${count}处要改`,
  papersMissing: ({ count }: ErrorDetails) =>
    count === undefined ? '材料还没收齐' : `材料还差${count}样`,
  signatureMissing: '还没签名',
  storageFull: '没存上：存储满了。先别关，请清掉可清的照片再试',
  storageFailed: '没存上：这台设备写不进去。先别关，请再试一次',
  photographUnreadable: '这张照片坏了，请重拍',
  fileTooLarge: '这个文件太大，请重拍一张或换小的',
  pictureTooLarge:
    '这张照片超过5000万像素，手机打不开。请把相机的像素调低再拍，或换一张。',
  materialDamaged: '这张照片读出来不对，请重拍',
  openElsewhere: '已在另一个窗口打开',
  photographsFull:
    '没送出的照片已存满，先不拍了，文字照常收。请导出或连接Wi-Fi',
  leaseEnded: '太久没联系县里，存着的件先不能看。照常收件、发送，联网一次就好',
  secondFactorNeeded: '请扫解锁卡，或用本机的指纹、面容',
  wrongCard: '这张解锁卡不是这台设备的，请换一张再扫',
  prfUnavailable: '这台设备用不了指纹或面容解锁，请县里换一种解锁方式',
  clerkExists: '这位代办员已在这台设备上，直接解锁就行',
  lastClerk: '这台设备只剩这一位代办员，请先添一位再移走',
  operationNotFound: '没找到这一步，可能已经送达，请看发送',
  reasonMissing: '还没写原因',
  nothingToExport: '没有要带走的件，都已送达',
  fileForeign: '这个文件不是给这台设备的，请对着文件名再选一次',
  fileTorn: '文件不完整，收下了完好的部分，请重新导一次',
  storeTooNew: '这台设备存的是新版内容，请更新。没送出的照样会发',
  deviceForked: '这台设备像是被复制过，请县里重新登记。存着的件不会丢',
} satisfies Record<ErrorCode, ErrorSentence>;

/**
 * The sentence of a failure. A code that this version does not know (a newer platform, a bug) shows
 * `reference`, by which support finds it; it never shows the code.
 */
export function errorSentence(
  code: string,
  {
    details = {},
    reference = '',
  }: { details?: ErrorDetails; reference?: string } = {},
): string {
  if (!isKnown(code)) return unknownFailure(reference);
  const sentence: ErrorSentence = errorSentences[code];
  return typeof sentence === 'string' ? sentence : sentence(details);
}

export const unknownFailure = (reference: string) =>
  `这一步没做成，内容没有丢。编号${reference}`;

function isKnown(code: string): code is ErrorCode {
  return Object.prototype.hasOwnProperty.call(errorSentences, code);
}

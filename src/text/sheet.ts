import { clockTime, dayInSentence } from './common.ts';

/**
 * The counter's sheets beside the receipt (print.ts) and the notice (notice.ts): how
 * they are printed, and what stands on them. What is signed is in ways.ts and
 * intake.ts, so that screen and sheet say the same.
 */
export const sheetText = {
  print: (title: string) => `打印${title}`,
  /** What is printed from a case: of this name a list, and a section. */
  sheets: '打印',
  sizes: { a4: 'A4', a5: 'A5', roll: '80毫米' },
  size: '纸张',
  largeType: '大字',
  preview: '看打印的样子',
  hidePreview: '收起',
  /** On the sheet itself. */
  again: (n: number, at: string) =>
    `补打 第${n}次 ${dayInSentence(at, { withYear: true })} ${clockTime(at)}`,
  printedBefore: (n: number, at: string) =>
    `打过${n}次，最近${dayInSentence(at)} ${clockTime(at)}。再打会标“补打”，取消的也算一次。`,
  gone: '这张纸现在打不了。',
  county: '宣恩县',
  handedIn: '收件的',
  by: (station: string, clerk: string) => `${station} ${clerk}`,
  noNumberYet: '收件后另给收件凭证。',
  signature: '签名',
  signatureSent: '（签名已存，县平台有）',
  fingerprint: '（签名或按指印）',
  date: '日期',
  dateLine: '　　　年　　月　　日',
  copies: '一式两份，申请人和收件的各一份。',
  line: '________________',
} as const;

export const promiseText = {
  commitment: '告知承诺书',
  deficiency: '容缺后补承诺书',
  paper: '材料',
  promiser: '承诺人',
} as const;

export const mandateText = {
  title: '授权委托书',
  giver: '委托人',
  taker: '受托人（代办人）',
  name: '姓名',
  idNo: '公民身份号码',
  phone: '电话',
  hukou: '户籍地址',
  text: (matter: string) => `我因本人不便，委托受托人代我办理${matter}。`,
  powers: '受托人可以：替我交材料、补正、签收告知书和凭证、领取结果。',
  limits: '受托人不能：替我改变申请事项，替我作承诺。',
  term: '委托从签字起，到这件办结止。我可以随时到村里撤回。',
  free: '代办不收钱。',
  witness: '见证人（不会写字的，由见证人念给他听）',
} as const;

export const originalsText = {
  title: '交接清单',
  lead: (n: number) => `收下原件${n}样：`,
  no: '序号',
  ofCase: '办件',
  name: '材料',
  copies: '份数',
  bag: '袋号',
  goes: '去处',
  kept: '随件交乡镇',
  /** Cards of the dead and the like. */
  handedOver: '交有关单位处理，不退',
  back: '要退回的，办完在村里领，凭这张清单。',
  giver: '交的人',
  clerk: '收的人（村里）',
  township: '收的人（乡镇）',
} as const;

export const applicationText = {
  title: (matter: string) => `${matter}表`,
  /** What the catalogue's own names of application forms end with. */
  ending: '申请表',
  applicant: '申请人',
  witness: (name: string) => `旁证人 ${name}`,
  form: '申请内容',
  papers: '所附材料',
  statement: '申请人声明',
  basis: '依据',
  applied: '申请日期',
} as const;

export const correctionSheetText = {
  title: '一次性告知书（补正）',
  short: '一次性告知书',
  centre: (town: string) => `${town}便民服务中心`,
  lead: (n: number) => `请补${n}处，一次补齐：`,
  due: (day: string) => `期限 ${day}前`,
  inVillage: '在村里补，不用去乡镇。补齐前不计时。',
  told: (by: string, day: string) => `告知 ${by}　日期 ${day}`,
  clerk: (clerk: string, phone: string) => `村里 ${clerk}　电话 ${phone}`,
} as const;

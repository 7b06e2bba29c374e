// What the platform found in a case, in the reviewer's words. Nothing of an answer is
// repeated here: it stands beside.
import type { Finding } from '../domain/cases/finding.ts';
import { findField, findMaterial } from '../domain/catalogue/get-matter.ts';
import type { EligibilityCheck } from '../domain/catalogue/form-schema.ts';
import type { Matter } from '../domain/catalogue/matter-schema.ts';
import { fieldOf, type AnswerIssueCode } from '../domain/rules/answer-issue.ts';
import { fieldText } from './fields.ts';

export const findingsText = {
  title: (n: number) => `系统查出 ${n} 处，请核对`,
  /** Of a check that the village ticked before it sent the case. */
  confirmed: (moment: string) => `村里${moment}确认：已问清，照样提交`,
} as const;

const ofAnswers: Record<AnswerIssueCode, string> = {
  required: '没有填',
  requiredHere: '按填的内容要填，没有填',
  notAsked: '按填的内容不用填，却有内容',
  unknownField: '不在这版表里',
  wrongType: '读不出来',
  notAnOption: '不在选项里',
  repeatedOption: '有一样选了两次',
  demoNumber: '是演示号码',
  demoAccount: '是演示账号',
  idNumberLength: '身份证号不是18位',
  idNumberShape: '身份证号里有别的字',
  idNumberRegion: '身份证号开头不是哪个省的',
  idNumberDate: '身份证号里的出生日期不存在',
  idNumberFuture: '身份证号里的出生日期晚于收件那天',
  idNumberChecksum: '身份证号最后一位对不上',
  usccLength: '信用代码不是18位',
  usccShape: '信用代码里有认不得的字',
  usccChecksum: '信用代码最后一位对不上',
  phoneShape: '不像电话号码',
  cardLength: '账号位数不对',
  cardShape: '账号里有别的字',
  cardLuhn: '和常见卡号不一样',
  dateShape: '日期读不出来',
  dateImpossible: '日期不存在',
  numberShape: '不是数字',
  outOfRange: '不在规定的范围里',
  notAStep: '不在规定的档上',
  tooManyDecimals: '小数太长',
  tooLong: '字数太多',
  tooFewRows: '行数不够',
  tooManyRows: '行数太多',
  addressIncomplete: '没写到村',
  villageNotInTownship: '村不在这个乡镇',
};

export type SaidFinding = {
  sentence: string;
  /** `warn` unless a check of the catalogue says otherwise. */
  level: EligibilityCheck['level'];
};

/** A finding in a sentence, also one that only a newer platform knows. */
export function findingInWords(
  { code, path }: Finding,
  matter: Matter,
): SaidFinding {
  const check = matter.eligibilityChecks.find(({ id }) => id === path);
  const message = check?.message ?? path;
  switch (code) {
    case 'check':
      return { sentence: message, level: check?.level ?? 'warn' };
    case 'checkUndecided':
      return { sentence: `系统判断不了，请人工看：${message}`, level: 'warn' };
    case 'paperMissing': {
      const name = findMaterial(matter, path)?.name ?? path;
      return { sentence: `${name}按填的内容要交，没有收`, level: 'warn' };
    }
    case 'deficiencyLapsed': {
      const name = findMaterial(matter, path)?.name ?? path;
      return {
        sentence: `${name}容缺到期没补来，不能办结，请决定怎么办`,
        level: 'warn',
      };
    }
    case 'online':
      return { sentence: `居民在${path}自己申请的`, level: 'info' };
    case 'helpWanted':
      return { sentence: `要村里帮着办：${path}`, level: 'warn' };
    case 'duplicate':
      return {
        sentence: `同一个人办同一件事，还有一件没办完，收件号后9位${path.slice(-9)}`,
        level: 'warn',
      };
    default: {
      return {
        sentence: `${placeOf(path, matter)}：${inWords(code)}`,
        level: 'warn',
      };
    }
  }
}

/** The field by its label; inside a table with the row and the column. */
function placeOf(path: string, matter: Matter): string {
  const field = findField(matter, fieldOf(path));
  if (field === undefined) return path;
  const [, row = '', columnId] = path.split('.');
  const column = field.columns?.find(({ id }) => id === columnId);
  return column === undefined
    ? field.label
    : `${fieldText.rowOf(field.label, Number(row) + 1)}${column.label}`;
}

function inWords(code: string): string {
  const known = Object.entries(ofAnswers).find(([each]) => each === code);
  return known?.[1] ?? '请核对';
}

import { describe, expect, test } from 'vitest';
import {
  ANSWER_ISSUES,
  type AnswerIssueCode,
} from '../../src/domain/rules/answer-issue.ts';
import {
  DEVICE_CODES,
  HELD_CODES,
  LATER_CODES,
  PROBLEM_CODES,
  REFUSED_CODES,
} from '../../src/protocol/error-code.ts';
import { answerIssueSentence, errorSentence } from '../../src/text/errors.ts';

const alive = { label: '本人是否健在', type: 'select' } as const;
const idNumber = { label: '公民身份号码', type: 'idcard' } as const;
const NEVER = /格式错误|非法|必填项|网络错误|成功|！|!|[A-Za-z]{5,}/;

describe('what is wrong with an answer', () => {
  test('the sentence says what is wrong and what it should be', () => {
    expect(
      answerIssueSentence(
        { code: 'idNumberLength', params: { length: 17, expected: 18 } },
        idNumber,
      ),
    ).toBe('身份证号少1位，应是18位');
    expect(answerIssueSentence({ code: 'idNumberChecksum' }, idNumber)).toBe(
      '最后一位对不上，请对着证件再看一遍',
    );
    expect(
      answerIssueSentence(
        { code: 'idNumberDate', params: { year: 1944, month: 2, day: 30 } },
        idNumber,
      ),
    ).toBe('出生日期不存在：2月30日');
    expect(answerIssueSentence({ code: 'phoneShape' }, idNumber)).toBe(
      '电话应是11位手机号，或带区号的座机',
    );
    expect(answerIssueSentence({ code: 'required' }, alive)).toBe(
      '还没选本人是否健在',
    );
    expect(answerIssueSentence({ code: 'required' }, idNumber)).toBe(
      '还没填公民身份号码',
    );
  });

  test('no sentence scolds, shouts or speaks code', () => {
    const codes = Object.keys(ANSWER_ISSUES) as AnswerIssueCode[];
    for (const code of codes) {
      const sentence = answerIssueSentence({ code }, alive);
      expect(sentence, code).not.toMatch(NEVER);
      expect(sentence, code).not.toMatch(/undefined|NaN/);
    }
  });
});

describe('why a step failed', () => {
  test('every code of the wire and of the device has its sentence', () => {
    const codes = [
      ...HELD_CODES,
      ...REFUSED_CODES,
      ...LATER_CODES,
      ...PROBLEM_CODES,
      ...DEVICE_CODES,
    ];
    for (const code of codes) {
      const sentence = errorSentence(code);
      expect(sentence, code).not.toMatch(/^这一步没做成/);
      expect(sentence.replace(/JPEG|PNG|Wi-Fi/g, ''), code).not.toMatch(NEVER);
    }
  });

  test('a figure that the failure brings is told', () => {
    expect(errorSentence('wrongSecret', { details: { left: 2 } })).toBe(
      'PIN不对。再错2次要等1分钟，内容不会清空',
    );
    expect(errorSentence('waitBeforeRetry', { details: { seconds: 40 } })).toBe(
      '请等40秒再试',
    );
  });

  test('an unknown code shows its reference and never itself', () => {
    expect(errorSentence('somethingNew', { reference: 'K7M4' })).toBe(
      '这一步没做成，内容没有丢。编号K7M4',
    );
    expect(errorSentence('toString', { reference: 'K7M4' })).toBe(
      '这一步没做成，内容没有丢。编号K7M4',
    );
  });
});

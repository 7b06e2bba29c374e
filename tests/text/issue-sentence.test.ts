import { expect, test } from 'vitest';
import { findField, getMatter } from '../../src/domain/catalogue/get-matter.ts';
import { findingInWords } from '../../src/text/findings.ts';
import { issueSentence } from '../../src/text/issue-sentence.ts';
import { theCatalogue } from '../domain/catalogue/the-catalogue.ts';

const matter = getMatter(theCatalogue(), 'V10');
const members = findField(matter, 'members');
if (members === undefined) throw new Error('V10 asks for members');

test('what is wrong in a table is said with its row and by its column', () => {
  expect(
    issueSentence({ path: 'members.1.relation', code: 'required' }, members),
  ).toBe('共同生活的家庭成员第2行：还没选与申请人关系');
  expect(
    issueSentence(
      {
        path: 'members.0.idNo',
        code: 'idNumberLength',
        params: { length: 17 },
      },
      members,
    ),
  ).toBe('共同生活的家庭成员第1行：身份证号少1位，应是18位');
  expect(
    issueSentence(
      { path: 'members', code: 'tooFewRows', params: { min: 1 } },
      members,
    ),
  ).toBe('共同生活的家庭成员至少填1行');
});

test('the reviewer is told the row too', () => {
  expect(
    findingInWords({ path: 'members.1.idNo', code: 'idNumberChecksum' }, matter)
      .sentence,
  ).toBe('共同生活的家庭成员第2行公民身份号码：身份证号最后一位对不上');
  expect(
    findingInWords({ path: 'members', code: 'tooManyRows' }, matter).sentence,
  ).toBe('共同生活的家庭成员：行数太多');
});

import { expect, test } from 'vitest';
import {
  guessColumns,
  readPeople,
} from '../../../src/counter/township-list/list-people.ts';

const village = { town9: '422825201', village: '422825201200', detail: '' };
const HEAD = [
  '序号',
  '户主姓名',
  '公民身份号码',
  '联系电话',
  '村民小组',
  '家庭住址',
];

test('the columns of a list are known by what such lists call them', () => {
  expect(guessColumns(HEAD)).toEqual({
    name: 1,
    idNo: 2,
    phone: 3,
    group: 4,
    detail: 5,
  });
  expect(guessColumns(['a'])).toMatchObject({ name: -1, idNo: -1 });
});

test('who is named whole is taken in, and of every other row it is said what is wrong with it', () => {
  const rows = [
    HEAD,
    ['1', '向示英', '000000194001050025', '0718-0000004', '3组', '12号'],
    ['2', '', '000000194001050025'],
    ['3', '田示军', '00000019400105002'],
    ['4', '田示军', '000000194001050024'],
    ['5', '向示瑛', '0000 0019 4001 0500 25'],
    ['6', '彭示山', '000000199003070022', '无'],
  ];
  const { people, issues } = readPeople(rows, guessColumns(HEAD), village);
  expect(people).toEqual([
    {
      idNo: '000000194001050025',
      name: '向示英',
      phone: '07180000004',
      hukou: { ...village, group: 3, detail: '12号' },
    },
    {
      idNo: '000000199003070022',
      name: '彭示山',
      hukou: { ...village, detail: '' },
    },
  ]);
  expect(issues).toEqual([
    { row: 3, says: '没有姓名，不收' },
    { row: 4, says: '身份证号少1位，应是18位' },
    { row: 5, says: '最后一位对不上，请对着证件再看一遍' },
    { row: 6, says: '和第2行号码相同，不收' },
    { row: 7, says: '电话认不出来，人照收' },
  ]);
});

test('a list of people from several villages says nothing of where they live', () => {
  const rows = [
    ['姓名', '身份证号'],
    ['向示英', '000000194001050025'],
  ];
  const { people } = readPeople(rows, guessColumns(rows[0] ?? []), undefined);
  expect(people).toEqual([{ idNo: '000000194001050025', name: '向示英' }]);
});

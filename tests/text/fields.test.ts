import { describe, expect, test } from 'vitest';
import {
  groupIdNumber,
  moneyInCapitals,
  readAddress,
  readDay,
  readMoney,
} from '../../src/text/fields.ts';

describe('an amount in capitals', () => {
  test.each([
    [0, '零元整'],
    [0.05, '伍分'],
    [0.5, '伍角整'],
    [100, '壹佰元整'],
    [10, '壹拾元整'],
    [1_001, '壹仟零壹元整'],
    [10_300.5, '壹万零叁佰元伍角整'],
    [1_680.32, '壹仟陆佰捌拾元叁角贰分'],
    [107_000.53, '壹拾万零柒仟元伍角叁分'],
    [325.04, '叁佰贰拾伍元零肆分'],
    [1_000_010, '壹佰万零壹拾元整'],
    [100_000_000, '壹亿元整'],
    [100_010_000, '壹亿零壹万元整'],
    [12_345.6, '壹万贰仟叁佰肆拾伍元陆角整'],
  ])('%d is %s', (yuan, capitals) => {
    expect(moneyInCapitals(yuan)).toBe(capitals);
  });

  test('what is no amount has none', () => {
    expect(moneyInCapitals(-1)).toBeUndefined();
    expect(moneyInCapitals(0.001)).toBeUndefined();
    expect(moneyInCapitals(Number.NaN)).toBeUndefined();
  });
});

test('figures are grouped and carry their unit', () => {
  expect(readMoney(1_234_567.5)).toBe('1,234,567.5元');
});

test('a day is read back with its weekday', () => {
  expect(readDay('1944-03-12')).toBe('1944年3月12日 星期日');
});

test('an identity number is grouped from the first digit on', () => {
  expect(groupIdNumber('00000')).toBe('0000 0');
  expect(groupIdNumber('00000019440312004X')).toBe('0000 00 1944 0312 004X');
});

test('a village stands with its township, and a group is said once', () => {
  const place = {
    town9: '422825102',
    village: '422825102205',
    townName: '沙道沟镇',
    villageName: '水田坝村',
    group: 3,
  };
  expect(readAddress({ ...place, detail: '' })).toBe('沙道沟镇水田坝村3组');
  expect(readAddress({ ...place, detail: '3组25号' })).toBe(
    '沙道沟镇水田坝村3组25号',
  );
  expect(readAddress({ detail: '湖南省龙山县里耶镇' })).toBe(
    '湖南省龙山县里耶镇',
  );
});

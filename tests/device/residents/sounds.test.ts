import { expect, test } from 'vitest';
import { soundsOfName } from '../../../src/device/residents/sounds.ts';

test('a name is known by its initials and by its whole sound', () => {
  expect(soundsOfName('向示英')).toEqual(['xsy', 'xiangshiying']);
  expect(soundsOfName('吴示武')).toEqual(['wsw', 'wushiwu']);
});

test('a surname sounds as the county says it, and as the word', () => {
  expect(soundsOfName('覃示花')).toContain('qinshihua');
  expect(soundsOfName('覃示花')).toContain('tsh');
  expect(soundsOfName('单示')).toContain('shanshi');
});

test('characters beyond the commonest are found too, among those beside them', () => {
  expect(soundsOfName('婷')).toContain('ting');
  expect(soundsOfName('芸')).toContain('yun');
  expect(soundsOfName('钰')).toContain('yu');
});

test('what is not Chinese has no sound', () => {
  expect(soundsOfName('·A1')).toEqual(['']);
});

test('of a name with many readings not more are made than can be compared', () => {
  expect(soundsOfName('芸芊苓茱芸芊苓茱').length).toBeLessThanOrEqual(32);
});

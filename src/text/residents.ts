import { dayInSentence } from './common.ts';
import { DAY_MS } from '../domain/calendar/day-ms.ts';

/** Every sentence about the residents whom a device knows. */

export const residentsText = {
  nav: '村民',
  title: (n: number) => `村民 ${n}人`,
  search: '姓名首字母、组、号码后4位',
  searchToFill: '姓名首字母或身份证号',
  all: '全部',
  age: (n: number) => `到龄 ${n}`,
  yearly: (n: number) => `要认证 ${n}`,
  empty: '还没有村民。收第一件时会自动记下，或从乡镇名单更新。',
  none: '没有',
  nothing: (word: string) => `没有“${word}”`,
  met: (n: number) => `${n}人`,
  more: (n: number) => `还有${n}人，再输一个字`,
  fromList: '从乡镇名单更新',
  journal: '看过谁会留记录',
  gone: '没有这位村民了',
  male: '男',
  female: '女',
  years: (age: number) => `${age}岁`,
  group: (n: number) => `${n}组`,
  end: (last4: string) => `*${last4}`,
  dueAge: (matter: string) => `到龄 可办${matter}`,
  dueYearly: (matter: string) => `要认证 ${matter}`,
  begin: (matter: string) => `办${matter}`,
  opening: '正在开一件…',
  why: '为什么提示',
  whyAge: (age: number) =>
    `刚满${age}岁，可能能办。够不够条件先问清，由乡镇来审。`,
  whyYearly:
    '领养老金的每年认证一次，这台设备近90天没收过。领没领、认证过没有，先问清。',
  facts: '知道的',
  served: '办过的件',
  attributes: {
    idNo: '身份证号',
    name: '姓名',
    phone: '联系电话',
    hukou: '户籍',
    residence: '现住',
    ethnic: '民族',
    members: '家庭成员',
  },
  list: '乡镇名单',
  /** Where a value comes from, and how old it is. `at`, `now`: instants. */
  filledFrom: (source: string, at: string, now: string) => {
    const days = Math.floor((Date.parse(now) - Date.parse(at)) / DAY_MS);
    const ago = days < 1 ? '今天' : `${days}天前`;
    return `填自${source} ${dayInSentence(at)}（${ago}）`;
  },
  filled: (name: string, n: number) =>
    `已带出${name}的${n}项，每项下面写着填自哪里。请对证件，可以改。`,
  undo: '不用，撤销',
  pick: (field: string) => `${field}：从村民里选`,
  openCase: (name: string, matter: string) => `${name}已有一件${matter}在办`,
  seeCase: '看那一件',
} as const;

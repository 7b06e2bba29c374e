import type { SERVING_WAYS } from '../domain/cases/operation.ts';
import type { WalkIn } from '../domain/cases/walk-in.ts';
import { clockTime, momentInSentence } from './common.ts';

const minutes = (seconds: number) => `${Math.round(seconds / 60)}分钟`;

/** How a case was served, and what else its person had at that sitting. */
export const waysText = {
  title: '怎么收的',
  ways: {
    counter: '窗口办',
    agent: '帮代办',
    homeVisit: '上门办',
    extendedHours: '延时办',
    postal: '邮寄办',
    deficiency: '容缺办',
    crossTownship: '全县通办（别的乡镇收）',
    oneCert: '一证通办',
    batch: '批量办',
    online: '网上办',
  } satisfies Record<(typeof SERVING_WAYS)[number], string>,
  /** After hours: when, and who stayed. `at`: the village's own clock. */
  extended: (at: string, clerk: string) =>
    `延时办（${clockTime(at)} ${clerk}）`,
  number: '取号',
  walkIn: ({ ticket, waitedS, handledS }: WalkIn) =>
    `${ticket} 等了${minutes(waitedS)}，办了${minutes(handledS)}`,
  mandate: '委托',
  mandated: (at: string) => `当面委托代办，${momentInSentence(at)}`,
  noMandate: '没有当面委托，请看委托书',
  sameVisit: '同一趟收的',
  bundle: (name: string, done: number, parts: number) =>
    `${name} ${done}/${parts}`,
  together: (results: readonly string[]) =>
    `同一趟还有：${results.join('、')}，一起给`,
} as const;

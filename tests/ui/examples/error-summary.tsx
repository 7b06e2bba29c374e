import { ErrorSummary } from '../../../src/ui/error-summary/error-summary.tsx';
import type { Example } from './example.ts';

const drawings: Record<string, Example['draw']> = {
  'one error': () => (
    <ErrorSummary
      errors={[{ elementId: 'field-a', message: '还没填申请人姓名' }]}
    />
  ),
  'errors here and on another page': () => (
    <ErrorSummary
      errors={[
        { elementId: 'field-b', message: '身份证号少2位，应是18位' },
        {
          elementId: 'paper-c',
          message: '还没收“银行存折或社保卡复印件（本人名下、已激活）”',
          href: '#papers',
        },
      ]}
    />
  ),
};

/** One at a time: it takes focus, and a page has no more than one. */
export const errorSummaryExamples: Example[] = Object.entries(drawings).map(
  ([name, draw]) => ({ name, draw, isAlone: true }),
);

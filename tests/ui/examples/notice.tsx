import { Button } from '../../../src/ui/button/button.tsx';
import { Notice } from '../../../src/ui/notice/notice.tsx';
import type { Tone } from '../../../src/ui/status-tag/status-look.ts';
import { examplesOf } from './example.ts';

const byTone = {
  neutral: () => <Notice tone="neutral" icon="lock" title="锁了，后台照常发" />,
  info: () => (
    <Notice tone="info" icon="up-arrow">
      <p>连上后会自动发，不用等在这里。</p>
    </Notice>
  ),
  ok: () => <Notice tone="ok" icon="check" title="已收件，存好了" />,
  wait: () => (
    <Notice tone="wait" icon="clock" title="快存满了">
      <p>先把照片发出去，或导出到U盘。</p>
    </Notice>
  ),
  warn: () => (
    <Notice tone="warn" icon="triangle" title="这台设备的钟不准">
      <p>收件日期会记错。请在系统设置里改好。</p>
      <Button>改好了</Button>
    </Notice>
  ),
  bad: () => (
    <Notice tone="bad" icon="octagon" title="没存上" announced="assertive">
      <p>存储满了。先别关本页。</p>
    </Notice>
  ),
} satisfies Record<Tone, () => unknown>;

export const noticeExamples = examplesOf(byTone);

import type { EligibilityCheck } from '../../domain/catalogue/form-schema.ts';
import { Notice } from '../../ui/notice/notice.tsx';

const LOOKS = {
  block: { tone: 'bad', icon: 'octagon' },
  warn: { tone: 'wait', icon: 'triangle' },
  info: { tone: 'neutral', icon: 'check' },
} as const;

/** What a check of the catalogue says, in its own words. */
export function CheckNotice({ check }: { check: EligibilityCheck }) {
  return (
    <Notice {...LOOKS[check.level]} announced="polite">
      <p>{check.message}</p>
    </Notice>
  );
}

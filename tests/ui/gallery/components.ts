import { buttonExamples } from '../examples/button.tsx';
import { dialogExamples } from '../examples/dialog.tsx';
import { errorSummaryExamples } from '../examples/error-summary.tsx';
import type { Example } from '../examples/example.ts';
import { fieldExamples } from '../examples/field.tsx';
import { iconExamples } from '../examples/icon.tsx';
import { noticeExamples } from '../examples/notice.tsx';
import { pageExamples } from '../examples/page.tsx';
import { qrExamples } from '../examples/qr.tsx';
import { statusTagExamples } from '../examples/status-tag.tsx';
import { stripExamples } from '../examples/strip.tsx';
import { textSizeExamples } from '../examples/text-size.tsx';

/** The shared components by their folder of src/ui, each with all its states. */
export const components: Record<string, Example[]> = {
  button: buttonExamples,
  dialog: dialogExamples,
  'error-summary': errorSummaryExamples,
  field: fieldExamples,
  icon: iconExamples,
  notice: noticeExamples,
  page: pageExamples,
  qr: qrExamples,
  'status-tag': statusTagExamples,
  strip: stripExamples,
  'text-size': textSizeExamples,
};

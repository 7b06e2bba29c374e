import { chinaDate } from '../../domain/calendar/civil-date.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
} from '../../protocol/case-export.ts';
import { exportText } from '../../text/case-export.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';
import { useProved } from '../sign-in/use-proved.tsx';

/** The list as it is filtered now, as a file; the password is asked first. */
export function ExportButtons(view: { status: string; search: string }) {
  const { client } = useReview();
  const { lead, cancel: cancelLabel } = exportText;
  const proved = useProved({ lead, cancelLabel });
  const save = (format: ExportFormat) =>
    proved.run({
      act: async () => {
        const { status, search } = view;
        const made = await client.exportCases({ status, search, format });
        if (made.ok) download(made.value, format);
        return made;
      },
      onDone: () => undefined,
    });
  return (
    <>
      {EXPORT_FORMATS.map((format) => (
        <Button
          key={format}
          kind="plain"
          busy={proved.isBusy ? exportText.busy : undefined}
          onPress={() => save(format)}
        >
          {exportText[format]}
        </Button>
      ))}
      {proved.failure !== null && (
        <Notice tone="neutral" icon="pause" announced="polite">
          <p>{failureSentence(proved.failure)}</p>
        </Notice>
      )}
      {proved.dialog}
    </>
  );
}

function download(file: Blob, format: ExportFormat): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  const day = chinaDate(new Date().toISOString());
  link.download = exportText.fileName(day, format);
  link.click();
  // The download has its own hold of the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

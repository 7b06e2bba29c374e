import { exportText } from '../../text/stick.ts';
import { rescueText } from '../../text/rescue.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { useExport } from '../export/use-export.ts';

/** What waits leaves as a file though the store does not open; else that is said. */
export function RescueExport() {
  const { plan, problem, writing, files, writeNext } = useExport();
  if (plan === undefined && problem === undefined)
    return <p role="status">{rescueText.looking}</p>;
  if (plan === undefined)
    return (
      <Notice tone="neutral" icon="usb" announced="polite">
        <p>
          {problem === 'nothingToExport'
            ? rescueText.nothing
            : rescueText.impossible}
        </p>
      </Notice>
    );
  const next = plan.parts[files.length];
  return (
    <section class="card stack-tight">
      <h2>{exportText.takes(plan.cases, plan.photographs.count)}</h2>
      <p>{rescueText.explained}</p>
      {problem !== undefined && <p role="alert">{rescueText.failed}</p>}
      {next !== undefined && (
        <Button
          busy={writing && exportText.saving}
          onPress={() => void writeNext()}
        >
          {plan.parts.length === 1
            ? exportText.save
            : exportText.savePart(next.part, plan.parts.length)}
        </Button>
      )}
      {files.map(({ part, file }) => (
        <p key={part} role="status">
          {exportText.saved(file.name)}
        </p>
      ))}
    </section>
  );
}

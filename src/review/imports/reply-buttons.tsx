import { useState } from 'preact/hooks';
import type { ImportSummary } from '../../protocol/stick-file.ts';
import { importsText } from '../../text/review-imports.ts';
import { Button } from '../../ui/button/button.tsx';
import { useReview } from '../review-context.ts';

/** One answer for each device of a file, made anew each time it is asked for. */
export function ReplyButtons({ summary }: { summary: ImportSummary }) {
  const { client } = useReview();
  const [busy, setBusy] = useState<string>();
  const [hasFailed, setFailed] = useState(false);
  const devices = new Map(
    summary.files.map((file) => [file.deviceId, file.stationName]),
  );
  const save = async (deviceId: string, station: string) => {
    setFailed(false);
    setBusy(deviceId);
    const reply = await client.importReply(summary.importId, deviceId);
    setBusy(undefined);
    if (!reply.ok) {
      setFailed(true);
      return;
    }
    const url = URL.createObjectURL(reply.value);
    const link = document.createElement('a');
    link.href = url;
    link.download = importsText.replyName(station, summary.at);
    link.click();
    // The download has its own hold of the bytes by then.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <>
      <div class="buttons">
        {[...devices].map(([deviceId, station]) => (
          <Button
            key={deviceId}
            busy={busy === deviceId ? importsText.savingReply : undefined}
            onPress={() => void save(deviceId, station)}
          >
            {importsText.saveReply(station)}
          </Button>
        ))}
      </div>
      <p role="status">{hasFailed && importsText.replyFailed}</p>
    </>
  );
}

import { guideText } from '../../text/guide.ts';
import { Fold } from '../intake/fold.tsx';
import type { Guide } from './use-guide.ts';

/** What the clerk asks and watches for, and what comes back most often. */
export function WatchSection({ guide }: { guide: Guide }) {
  const { handbook, corrections } = guide.matter;
  return (
    <section class="stack-tight" aria-labelledby="guide-watch">
      <h2 id="guide-watch">{guideText.watch}</h2>
      <Lines title={guideText.redFlags} lines={handbook.redFlags} />
      <Lines title={guideText.ask} lines={handbook.ask} />
      <Lines
        title={guideText.mistakes}
        lines={corrections.map(({ reason, fix }) =>
          guideText.mistake(reason, fix),
        )}
      />
      <Fold label={guideText.common} isOpen={false}>
        <List lines={guide.handbookCommon} />
      </Fold>
    </section>
  );
}

type LinesProps = { title: string; lines: readonly string[] };

/** A few lines under their own heading; none, no heading. */
export function Lines({ title, lines }: LinesProps) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <List lines={lines} />
    </>
  );
}

function List({ lines }: { lines: readonly string[] }) {
  return (
    <ul class="guide-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

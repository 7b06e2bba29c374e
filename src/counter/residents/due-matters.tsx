import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ResidentLine, ResidentView } from '../../device/device-api.ts';
import { DUE, type Due } from '../../domain/people/due.ts';
import { batchText } from '../../text/batch.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { useRead } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { beginMatter } from '../find/begin-matter.ts';
import { comesNext } from './chosen-resident.ts';

type DueMattersProps = { line: ResidentLine; kind: Due['kind'] };

/** What may be coming, in a row of the list. */
export function DueMatters({ line, kind }: DueMattersProps) {
  const nameOf = useNames();
  const { dueAge, dueYearly } = residentsText;
  return (
    <>
      {line.due
        .filter((due) => due.kind === kind)
        .map(({ matterCode }) => (
          <span key={matterCode} class="hint">
            <br />
            {(kind === 'age' ? dueAge : dueYearly)(nameOf(matterCode))}
          </span>
        ))}
    </>
  );
}

/** All for whom the same may be coming, on one sheet. */
export function BeginBatches({ kind }: Pick<DueMattersProps, 'kind'>) {
  const nameOf = useNames();
  return (
    <div class="buttons">
      {DUE.filter((due) => due.kind === kind).map(({ matterCode }) => (
        <Button key={matterCode} href={paths.newBatch(matterCode, true)}>
          {nameOf(matterCode)}
          {batchText.name}
        </Button>
      ))}
    </div>
  );
}

/** The same on somebody's own page: why, and the matter begun with one press. */
export function BeginDue({ view }: { view: ResidentView }) {
  const { route } = useLocation();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState<string>();
  const nameOf = useNames();
  const { begin, why, whyAge, whyYearly } = residentsText;
  const beginHis = async (matterCode: string) => {
    setBusy(residentsText.opening);
    const isHis = (draftId: string) => comesNext(draftId, view);
    setFailure(await beginMatter(matterCode, route, isHis));
    setBusy(undefined);
  };
  return (
    <>
      {view.due.map(({ matterCode, kind, age }) => (
        <section key={matterCode} class="stack-tight">
          <Button busy={busy} onPress={() => void beginHis(matterCode)}>
            {begin(nameOf(matterCode))}
          </Button>
          <details>
            <summary>
              <Icon name="chevron" />
              {why}
            </summary>
            <p>{kind === 'age' ? whyAge(age) : whyYearly}</p>
          </details>
        </section>
      ))}
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failure}</p>
        </Notice>
      )}
    </>
  );
}

function useNames(): (matterCode: string) => string {
  const matters = useRead((device) => device.catalogue.matters()) ?? [];
  return (matterCode) =>
    matters.find(({ code }) => code === matterCode)?.short ?? '';
}

import { useState } from 'preact/hooks';
import { DUE } from '../../domain/people/due.ts';
import { batchText } from '../../text/batch.ts';
import { errorSentence } from '../../text/errors.ts';
import { signText } from '../../text/intake.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { SearchBox } from '../../ui/field/search-box.tsx';
import '../../ui/field/field.css';
import { device } from '../device.ts';
import { useFound } from '../residents/resident-search.tsx';
import type { Batch } from './use-batch.ts';

type AddPeopleProps = {
  batch: Pick<Batch, 'batchId' | 'matter'>;
  /** Only those for whom the matter may be coming. */
  isDue: boolean;
  /** The sheet, begun by it or not, and the rows that came. */
  onAdded: (batchId: string, rows: string[]) => Promise<void>;
};

/** Residents by group, name or number, all who are met at once; none is shown. */
export function AddPeople({ batch, isDue, onAdded }: AddPeopleProps) {
  const { matter } = batch;
  // Known before the first press: pressed twice, it is one sheet.
  const [ownId] = useState(() => crypto.randomUUID());
  const batchId = batch.batchId === 'new' ? ownId : batch.batchId;
  const [isBusy, setBusy] = useState(false);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string>();
  const due = DUE.find(({ matterCode }) => matterCode === matter.code)?.kind;
  const found = useFound(text, isDue ? due : undefined);
  const met = found?.ok === true ? found.value.met : 0;
  const add = async () => {
    setBusy(true);
    const added = await device().batches.add(
      { matterCode: matter.code, batchId },
      { text, isDue },
    );
    if (added.ok) await onAdded(batchId, Object.values(added.value.drafts));
    setFailure(added.ok ? undefined : errorSentence(added.code));
    setBusy(false);
  };
  return (
    <section class="card stack-tight">
      <SearchBox
        id="batch-search"
        label={residentsText.search}
        takesFocus={false}
        count=""
        onWord={setText}
      />
      {(text !== '' || isDue) && (
        <span>
          <Button
            busy={isBusy ? signText.saving : undefined}
            onPress={() => void add()}
          >
            {batchText.add(met)}
          </Button>
        </span>
      )}
      <p class="hint">
        {failure ?? batchText.addHint}
        {residentsText.journal}
      </p>
    </section>
  );
}

import { useState } from 'preact/hooks';
import { DUE } from '../../domain/people/due.ts';
import { batchText } from '../../text/batch.ts';
import { errorSentence } from '../../text/errors.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { SearchBox } from '../../ui/field/search-box.tsx';
import '../../ui/field/field.css';
import { device } from '../device.ts';
import { useFound } from '../residents/resident-search.tsx';
import type { Batch } from './use-batch.ts';

type AddPeopleProps = {
  batch: Pick<Batch, 'batchId' | 'lines' | 'matter'>;
  /** Only those for whom the matter may be coming. */
  isDue: boolean;
  onAdded: (batchId: string) => void;
};

/** Residents by group, name or number, all who are met at once; none is shown. */
export function AddPeople({ batch, isDue, onAdded }: AddPeopleProps) {
  const { batchId, lines, matter } = batch;
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string>();
  const due = DUE.find(({ matterCode }) => matterCode === matter.code)?.kind;
  const found = useFound(text, isDue ? due : undefined);
  const met = found?.ok === true ? found.value.met : 0;
  const add = async () => {
    const added = await device().batches.add(
      lines.length === 0 ? { matterCode: matter.code } : { batchId },
      { text, isDue },
    );
    if (added.ok) onAdded(added.value.batchId);
    else setFailure(errorSentence(added.code));
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
      <span>
        <Button onPress={() => void add()}>{batchText.add(met)}</Button>
      </span>
      <p class="hint">
        {failure ?? batchText.addHint}
        {residentsText.journal}
      </p>
    </section>
  );
}

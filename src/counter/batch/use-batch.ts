import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type {
  BatchLine,
  BatchView,
  RowChanges,
} from '../../device/device-api.ts';
import { applyAnswers, CLEARED } from '../../domain/cases/answers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { device } from '../device.ts';
import { closeDraft } from '../intake/draft-saver.ts';
import { putIntoRows, showSaved } from './typed-rows.ts';

export type Batch = {
  batchId: string;
  matter: Matter;
  lines: readonly BatchLine[];
  put: (changes: RowChanges[]) => void;
  read: () => Promise<void>;
};

/**
 * The sheet with what is typed on top. `matterCode`: of one that has no row yet; null:
 * it has none any more; undefined until it is read.
 */
export function useBatch(
  batchId: string,
  matterCode: string,
): Batch | null | undefined {
  const matter = useSignal<Matter | null>();
  const lines = useSignal<readonly BatchLine[]>([]);
  const isLeft = useRef(false);
  const read = async () => {
    await closeDraft();
    // The sheet was left while that was saved.
    if (isLeft.current) return;
    const found = await device().batches.read(batchId);
    const view: Partial<BatchView> = found.ok ? found.value : { matterCode };
    const asked = await device().catalogue.matter(
      view.matterCode ?? '',
      view.catalogueVersion,
    );
    lines.value = view.lines ?? [];
    if (asked.ok) matter.value = asked.value;
    else matter.value ??= null;
  };
  useEffect(() => {
    isLeft.current = false;
    showSaved((saved) => {
      const byId = new Map(saved.map((line) => [line.draftId, line]));
      lines.value = lines.value.map((line) => byId.get(line.draftId) ?? line);
    });
    void read();
    return () => {
      isLeft.current = true;
      showSaved(undefined);
    };
  }, [batchId]);
  const put = (changes: RowChanges[]) => {
    const byId = new Map(changes.map((each) => [each.draftId, each.answers]));
    lines.value = lines.value.map((line) => {
      const typed = Object.entries(byId.get(line.draftId) ?? {}).map(
        ([id, answer]) => [id, answer ?? CLEARED] as const,
      );
      return typed.length === 0
        ? line
        : {
            ...line,
            answers: applyAnswers(line.answers, Object.fromEntries(typed)),
          };
    });
    putIntoRows(changes);
  };
  return (
    matter.value && {
      batchId,
      matter: matter.value,
      lines: lines.value,
      put,
      read,
    }
  );
}

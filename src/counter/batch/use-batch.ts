import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type {
  BatchLine,
  BatchView,
  RowChanges,
} from '../../device/device-api.ts';
import { applyAnswers, CLEARED } from '../../domain/cases/answers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { errorSentence } from '../../text/errors.ts';
import { device, isDeviceOpen } from '../device.ts';
import { closeDraft } from '../intake/draft-saver.ts';
import { putIntoRows, showSaved } from './typed-rows.ts';

export type Batch = {
  batchId: string;
  matter: Matter;
  lines: readonly BatchLine[];
  put: (changes: RowChanges[]) => void;
  /** Gives what stands there then; nothing when it is not on the screen any more. */
  read: () => Promise<readonly BatchLine[]>;
};

/**
 * The sheet with what is typed on top. `matterCode`: of one that has no row yet; null:
 * it has none any more; a sentence: why it cannot be read; undefined until it is read.
 */
export function useBatch(
  batchId: string,
  matterCode: string,
): Batch | string | null | undefined {
  const matter = useSignal<Matter | null>();
  const lines = useSignal<readonly BatchLine[]>([]);
  const failure = useSignal<string>();
  const shown = useRef('');
  const read = async () => {
    // Another window may have the device by now.
    const isShown = () => shown.current === batchId && isDeviceOpen();
    if (!isShown()) return [];
    const found = await device().batches.read(batchId);
    if (!isShown()) return [];
    failure.value =
      found.ok || found.code === 'draftNotFound'
        ? undefined
        : errorSentence(found.code);
    const view: Partial<BatchView> = found.ok ? found.value : { matterCode };
    const asked = await device().catalogue.matter(
      view.matterCode ?? '',
      view.catalogueVersion,
    );
    if (!isShown()) return [];
    lines.value = view.lines ?? [];
    if (asked.ok) matter.value = asked.value;
    else matter.value ??= null;
    return lines.value;
  };
  useEffect(() => {
    shown.current = batchId;
    showSaved((saved) => {
      const byId = new Map(saved.map((line) => [line.draftId, line]));
      lines.value = lines.value.map((line) => byId.get(line.draftId) ?? line);
    });
    void closeDraft().then(read);
    return () => {
      shown.current = '';
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
    failure.value ??
    (matter.value && {
      batchId,
      matter: matter.value,
      lines: lines.value,
      put,
      read,
    })
  );
}

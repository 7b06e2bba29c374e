import type { MaterialRef } from '../../domain/cases/papers.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { isFull } from '../database/storage-error.ts';
import type { OpenContext } from '../device-context.ts';
import { failed } from '../outcome.ts';
import { saveMaterial } from './save-material.ts';
import type { Taken } from './take-file.ts';

/** Where there is no room for it, the room that is left is for text. */
export async function savePhotograph(
  { store, ports, storage }: OpenContext,
  given: { taken: Taken; draftId: string | null },
): Promise<Outcome<MaterialRef>> {
  try {
    const saved = await saveMaterial(store, ports, {
      ...given,
      mayUseBallast: false,
    });
    if (saved.ok) storage.added(saved.value.bytes);
    return saved;
  } catch (error) {
    if (!isFull(error)) throw error;
    storage.refused();
    return failed('photographsFull');
  }
}

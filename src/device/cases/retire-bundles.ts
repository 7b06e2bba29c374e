// What stays of a bundle after it was taken in leaves the device as its cases do: so
// many days later, when no case and no waiting part of it is here any more. One of
// steps outside alone has no case whose end could be waited for.
import { read, write } from '../database/write.ts';
import { nowIso, type OpenContext } from '../device-context.ts';
import { openDraftRow } from '../drafts/draft-content.ts';
import { leaveDraft } from './leave-draft.ts';

/** `isPast`: of an instant, that it lies back so many days. */
export async function retireBundles(
  context: OpenContext,
  isPast: (instant: string) => boolean,
): Promise<void> {
  const { store } = context;
  const { db } = store;
  const rows = await read(store, () =>
    db.drafts.where({ state: 'open' }).toArray(),
  );
  for (const row of rows) {
    const { taken } = (await openDraftRow(context, row)) ?? {};
    if (!taken?.at || !isPast(taken.at)) continue;
    await write(store, ['drafts', 'cases', 'materials'], async () => {
      const { draftId, revision } = row;
      const now = await db.drafts.get(draftId);
      const parts = [
        ...(await db.cases.bulkGet(Object.values(taken.cases))),
        ...(await db.drafts.bulkGet(Object.values(taken.waiting))),
      ];
      if (now?.revision === revision && parts.every((each) => !each))
        await leaveDraft(db, draftId, nowIso(context));
    });
  }
}

import { findMeta, putMeta } from '../database/meta.ts';
import { write, type Store } from '../database/write.ts';

/**
 * The county does not know this device, which it had bound: a restore has lost
 * that. The next round says again what bound it and its clerks.
 */
export async function bindAgain(store: Store): Promise<void> {
  const { db } = store;
  await write(store, ['meta'], async () => {
    const enrolment = await findMeta(db, 'enrolment');
    if (enrolment?.state !== 'bound') return;
    await putMeta(db, 'enrolment', { ...enrolment, state: 'waiting' });
    const clerks = await findMeta(db, 'clerkEnrolments');
    if (clerks === undefined) return;
    await putMeta(db, 'clerkEnrolments', {
      list: clerks.list.map((each) =>
        each.state === 'bound' ? { ...each, state: 'waiting' } : each,
      ),
    });
  });
}

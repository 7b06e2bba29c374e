import type { VaultSession } from '../vault/vault-session.ts';
import type { StoreAge } from './store-age.ts';
import { STORE_NAMES } from './tables.ts';
import type { Store } from './write.ts';

/**
 * Notices that the store was taken away while it was open: a person clears the
 * browser's data, the connection is closed, and the next use makes an empty store. The
 * keys in memory are those of rows that are gone, so what was written with them would
 * be read by nobody: they are dropped (`lock`), everybody looks again, and until
 * somebody unlocks what is there now write.ts keeps all but an enrolment out.
 */
export function followLoss(
  { db, changes }: Store,
  {
    age,
    vault,
    lock,
  }: { age: StoreAge; vault: VaultSession; lock: () => void },
): void {
  vault.listen(() => {
    if (vault.unlocked !== undefined) db.isGone = false;
  });
  age.onReopened = (isEnrolled) => {
    if (isEnrolled) return;
    db.isGone = true;
    lock();
    changes.announce(STORE_NAMES);
  };
}

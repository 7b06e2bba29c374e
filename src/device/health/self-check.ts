// 自检: does on purpose, and without a case, what a case will need: saves and reads
// back, makes a photograph smaller, signs and seals. Nothing of it stays but the
// outcome.
import { sha256Hex } from '../bytes.ts';
import { findMeta, putMeta } from '../database/meta.ts';
import { StorageError } from '../database/storage-error.ts';
import { read, write } from '../database/write.ts';
import type { SelfCheck } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { signAndSeal } from '../outbox/sign-and-seal.ts';

type Check = SelfCheck['failed'][number];

/**
 * `canPrint`: what the page has found, since a worker cannot print. The outcome is
 * kept; where even that fails, it is given all the same.
 */
export async function checkSelf(
  context: OpenContext,
  { canPrint }: { canPrint: boolean },
): Promise<SelfCheck> {
  const passed: Record<Check, boolean> = {
    store: await canStore(context),
    photograph: (await context.ports.shrink(aPicture())).ok,
    sign: await canSign(context),
    print: canPrint,
  };
  const failed = (Object.keys(passed) as Check[]).filter(
    (check) => !passed[check],
  );
  const outcome: SelfCheck = { at: nowIso(context), failed };
  const { store } = context;
  if (passed.store)
    await write(store, ['meta'], () => putMeta(store.db, 'selfCheck', outcome));
  return outcome;
}

async function canStore({ store, ports }: OpenContext): Promise<boolean> {
  const bytes = ports.randomBytes(64 * 1024);
  try {
    await write(store, ['meta'], () =>
      putMeta(store.db, 'selfCheckProbe', { bytes }),
    );
    const row = await read(store, (db) => findMeta(db, 'selfCheckProbe'));
    await write(store, ['meta'], () => store.db.meta.delete('selfCheckProbe'));
    return (
      row !== undefined &&
      (await sha256Hex(row.bytes)) === (await sha256Hex(bytes))
    );
  } catch (error) {
    if (error instanceof StorageError) return false;
    throw error;
  }
}

/** A journal of nothing, at the next place of the chain; it is never stored. */
async function canSign(context: OpenContext): Promise<boolean> {
  const sealed = await signAndSeal(context, {
    id: context.ports.newId(),
    operation: { kind: 'journal', acts: [], madeAt: await moment(context) },
    caseId: null,
    seen: 0,
  });
  return sealed.ok;
}

/** One grey point, as the simplest kind of picture that every browser knows. */
function aPicture(): Blob {
  const bytes = new Uint8Array(58).fill(0x80, 54);
  // "BM", sizes of file and heads, one by one point, one plane of 24 bits.
  const head = { 0: 0x42, 1: 0x4d, 2: 58, 10: 54, 14: 40, 18: 1, 22: 1 };
  for (const [at, value] of Object.entries({ ...head, 26: 1, 28: 24 }))
    bytes[Number(at)] = value;
  return new Blob([bytes]);
}

// Small materials to the county together. What a cut leaves open is asked for before
// it is sent again, and whatever the county cannot do with a bundle as a whole is
// left to single uploads, which find out which one is to blame.
import { BUNDLE_PATH, writeBundle } from '../../protocol/material-bundle.ts';
import { sha256Hex } from '../bytes.ts';
import { write } from '../database/write.ts';
import { nowIso } from '../device-context.ts';
import { decideBundle, type BundleDecision } from './decide-bundle.ts';
import { spend } from './photo-policy.ts';
import { ask } from './request.ts';
import type { DeliveryContext } from './round-context.ts';
import type { Session } from './session.ts';
import type { Material } from './upload-one.ts';

/** Requests in a row that brought nothing on. */
const FUTILE = 3;

export type BundleEnd = {
  /** The county has them, by its own word. */
  complete: string[];
  /** It does not take these now, and says nothing about the others. */
  passOver: string[];
  /** Why not all were settled; undefined: they were. */
  left:
    Exclude<BundleDecision, { act: 'take' }> | { act: 'timeUp' } | undefined;
};

/** Goes on until each is settled, or link, county or time say stop. */
export async function uploadBundle(
  context: DeliveryContext,
  session: Session,
  materials: readonly Material[],
): Promise<BundleEnd> {
  const complete: string[] = [];
  const passOver: string[] = [];
  const asked = new Set(materials.filter(({ row }) => row.isBegun));
  let open = [...materials];
  for (let futile = 0; futile <= FUTILE && open.length > 0;) {
    if (!context.mayBegin())
      return { complete, passOver, left: { act: 'timeUp' } };
    const decision = await send(context, session, { open, asked });
    if (decision.act !== 'take') {
      if (decision.act !== 'later' || decision.isCut !== true)
        return { complete, passOver, left: decision };
      futile += 1;
      for (const each of open) asked.add(each);
      continue;
    }
    const { lacking } = decision;
    context.progress.contact(nowIso(context));
    const before = open;
    open = [];
    for (const [at, material] of before.entries()) {
      const { row, bytes } = material;
      const code = lacking.get(at);
      if (code === undefined) {
        complete.push(row.sha256);
        context.progress.sent(bytes.length);
      } else if (code === 'notFound' && asked.has(material))
        open.push(material);
      else passOver.push(row.sha256);
    }
    // What was asked for and is not there goes now.
    asked.clear();
    futile = open.length < before.length ? 0 : futile + 1;
  }
  return {
    complete,
    passOver,
    left: open.length === 0 ? undefined : { act: 'alone' },
  };
}

async function send(
  { ports, store, memory, ...context }: DeliveryContext,
  session: Session,
  { open, asked }: { open: readonly Material[]; asked: ReadonlySet<Material> },
): Promise<BundleDecision> {
  const fresh = open.filter((each) => !asked.has(each) && !each.row.isBegun);
  if (fresh.length > 0)
    await write(store, ['materials'], async () => {
      for (const { row } of fresh)
        await store.db.materials.update(row.sha256, { isBegun: true });
    });
  const body = writeBundle(
    open.map((each) => ({
      sha256: each.row.sha256,
      bytes: asked.has(each) ? undefined : each.bytes,
    })),
  );
  const heard = await ask(ports, {
    method: 'POST',
    path: BUNDLE_PATH,
    token: session.token,
    body: new Blob([body]),
    pace: memory.pace,
  });
  await spend({ ports, store, ...context }, body.length);
  return decideBundle(heard, {
    sha256: await sha256Hex(body),
    count: open.length,
  });
}

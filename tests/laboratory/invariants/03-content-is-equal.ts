import { decodeProtectedHeader } from 'jose';
import type { Operation } from '../../../src/domain/cases/operation.ts';
import { unpackSigned } from '../../../src/protocol/sealed-operation.ts';
import { openMaterial } from '../../../src/platform/materials/open-material.ts';
import { openSealed } from '../../support/open-sealed.ts';
import { sha256, type Saved } from '../oracle/oracle.ts';
import { COUNTY } from '../world/places.ts';
import { stillContext } from '../world/still-context.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/** Text and pictures, opened at the county, equal what was saved. */
export const contentIsEqual: Invariant = {
  number: 3,
  name: 'text and materials equal what was saved',
  async atEnd(world) {
    const violations: Violation[] = [];
    for (const saved of world.oracle.saved.values()) {
      const what = await compare(world, saved);
      if (what === undefined) continue;
      violations.push({
        invariant: 3,
        counts: what.startsWith('no ') ? 'lost' : 'altered',
        what: `${what} of ${saved.kind} ${saved.operationId}`,
      });
    }
    return violations;
  },
};

async function compare(
  world: World,
  { operationId, answers, pictures }: Saved,
): Promise<string | undefined> {
  const { store, keys } = world.county;
  const row = store.table('operations').get(`${COUNTY} ${operationId}`);
  // Held and refused ones are invariant 8's business.
  if (row?.result !== 'applied') return undefined;
  const envelope = store
    .table('envelopes')
    .get(`${COUNTY} ${row.envelopeSha256}`)?.envelope;
  if (envelope === undefined) return 'no envelope';
  const { kid } = decodeProtectedHeader(envelope.jwe);
  const key = keys.intake.find((each) => each.kid === kid);
  if (key === undefined) return 'no key';
  const plaintext = await openSealed(envelope, key.privateKey);
  const signed = unpackSigned(plaintext);
  if (signed === undefined) return 'no payload';
  const operation = JSON.parse(
    new TextDecoder().decode(signed.payload),
  ) as Operation;
  const sent = 'answers' in operation ? operation.answers : {};
  for (const [id, answer] of Object.entries(answers))
    if (JSON.stringify(sent[id]) !== JSON.stringify(answer))
      return `another answer to ${id}`;
  const cited = [...store.table('caseMaterials').values()].filter(
    (each) => each.operationId === operationId,
  );
  const context = stillContext(world);
  const opened: string[] = [];
  for (const { sha256: hash } of cited) {
    const material = await openMaterial(context, hash);
    if (material === undefined && world.oracle.gone.has(hash)) return undefined;
    if (material === undefined) return `no bytes of ${hash.slice(0, 8)}`;
    opened.push(sha256(material.bytes));
  }
  return opened.toSorted().join() === pictures.toSorted().join()
    ? undefined
    : 'other pictures';
}

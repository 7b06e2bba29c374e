import { errorSentence, unknownFailure } from '../../../src/text/errors.ts';
import type { OutboxRow } from '../../../src/device/database/tables.ts';
import { readReceiptStatus } from '../../../src/platform/receipts/receipt-status.ts';
import type { TurnedAway } from '../oracle/oracle.ts';
import { COUNTY } from '../world/places.ts';
import { stillContext } from '../world/still-context.ts';
import type { World } from '../world/world.ts';
import type { Invariant, Violation } from './invariant.ts';

/**
 * Of the design's enrolment: the county binds a ticket to the first device that shows
 * it, which goes on undisturbed. A second is told so on its screen, has no effect at
 * the county, and keeps, listed, what was saved there (its bytes are invariant 1's).
 */
export const aTicketBindsOne: Invariant = {
  number: 21,
  name: 'a ticket binds one device; a second is told, and keeps its work',
  during: (world) =>
    [...world.oracle.turnedAway.keys()].flatMap((name) =>
      findEffects(world, name),
    ),
  async atEnd(world) {
    const violations: Violation[] = [];
    for (const [name, second] of world.oracle.turnedAway) {
      violations.push(
        ...findEffects(world, name),
        ...findUnbound(world, second),
        ...findUnsaid(world, name, second),
        ...(await findGenuine(world, name)),
      );
    }
    return violations;
  },
};

const violation = (counts: Violation['counts'], what: string): Violation => ({
  invariant: 21,
  counts,
  what,
});

function savedOn({ oracle }: World, name: string) {
  return [...oracle.saved.values()].filter(({ profile }) => profile === name);
}

function findEffects(world: World, name: string): Violation[] {
  const rows = world.county.store.table('operations');
  return savedOn(world, name)
    .filter(({ operationId }) => rows.has(`${COUNTY} ${operationId}`))
    .map(({ operationId }) =>
      violation('doubled', `${operationId} of ${name} is at the county`),
    );
}

function findUnbound({ county }: World, { firstId }: TurnedAway): Violation[] {
  const { store } = county;
  const device = store.table('devices').get(`${COUNTY} ${firstId}`);
  const uses = [...store.table('tickets').values()].filter(
    ({ usedBy }) => usedBy === firstId,
  );
  return device?.state === 'active' && uses.length > 0
    ? []
    : [violation('broken', `the first device ${firstId} is ${device?.state}`)];
}

function findUnsaid(
  world: World,
  name: string,
  { shown, listed = [] }: TurnedAway,
): Violation[] {
  const violations: Violation[] = [];
  const unsaid = (what: string) =>
    violations.push(violation('broken', `${name} ${what}`));
  const code = shown?.enrolmentProblem ?? null;
  if (shown?.bound !== false || code !== 'ticketUsed')
    unsaid(`is bound: ${shown?.bound}, and says ${code}`);
  else if (errorSentence(code) === unknownFailure(''))
    unsaid('has no sentence for it');
  const disk = world.profiles.find((profile) => profile.name === name)?.disk;
  const pending = new Set(
    disk
      ?.rows<OutboxRow>('outbox')
      .filter(({ state }) => state === 'pending')
      .map(({ id }) => id),
  );
  for (const { operationId, caseId } of savedOn(world, name)) {
    if (!pending.has(operationId)) unsaid(`does not keep ${operationId}`);
    if (!listed.includes(caseId)) unsaid(`does not list ${caseId}`);
  }
  return violations;
}

/** Nobody whom the county knows has signed them. */
async function findGenuine(world: World, name: string): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { number, qr, profile } of world.oracle.printed) {
    if (profile !== name) continue;
    const receipt = qr.slice(qr.indexOf('#') + 1);
    const status = await readReceiptStatus(
      stillContext(world),
      { receipt },
      '',
    );
    if (status.ok && status.value.genuine)
      violations.push(violation('leaked', `${number} of ${name} is genuine`));
  }
  return violations;
}

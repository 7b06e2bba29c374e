// What the county's own people do in the middle of everything, by its own code.
import { publishCatalogue } from '../../../src/platform/catalogue/publish-catalogue.ts';
import type { PlatformContext } from '../../../src/platform/context.ts';
import { revokeDevice } from '../../../src/platform/enrolment/revoke-device.ts';
import type { MetaRow } from '../../../src/device/database/meta-rows.ts';
import type { Profile } from '../world/profile.ts';
import { untilHeard } from '../world/until-heard.ts';
import type { World } from '../world/world.ts';

/** In a living process, whose death in the middle of it is no fault of its. */
export function inProcess(
  { county, scheduler, oracle }: World,
  act: (context: PlatformContext) => Promise<unknown>,
): void {
  const process = county.process();
  if (process === undefined) return;
  scheduler.post(process.lane, 'county acts', () => {
    untilHeard(() => act(process.context)).catch((error: unknown) => {
      if (process.isAlive) oracle.bug(error);
    });
  });
}

/** The same matters under a new version; drafts are lifted to it. */
export function publishAnew(world: World, edition = 2): void {
  const { catalogue, calendar } = world.base;
  const version = `${catalogue.version}-${edition}`;
  inProcess(world, (context) =>
    publishCatalogue(context, { ...catalogue, version }, calendar),
  );
}

/** Whoever operates the county begins a new intake key; the former one still opens. */
export function rotateIntakeKey({ county, base }: World): void {
  county.keys = base.rotatedKeys;
  for (const process of county.processes) process.kill();
  county.keepRunning();
}

/** A lost device is suspended, and found again. */
export function setAccess(
  world: World,
  { disk }: Profile,
  state: 'suspended' | 'active',
): void {
  const device = disk
    .rows<MetaRow>('meta')
    .find(({ name }) => name === 'device')?.value as { id: string } | undefined;
  if (device === undefined) return;
  inProcess(world, (context) =>
    revokeDevice(context, { deviceId: device.id, state }),
  );
}

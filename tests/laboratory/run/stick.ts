// A stick on its way: sealed work leaves a device as a file, which is taken in once,
// twice, or torn, while the network goes on or does not; and the county's answer comes
// back the same way.
import { decodeJwt } from 'jose';
import type { MetaRow } from '../../../src/device/database/meta-rows.ts';
import { importFile } from '../../../src/platform/imports/import-file.ts';
import { makeReply } from '../../../src/platform/imports/make-reply.ts';
import type { PlatformContext } from '../../../src/platform/context.ts';
import type { Principal } from '../../../src/platform/people/permissions.ts';
import {
  HEADER_BYTES,
  readHeader,
  STICK_TYPES,
} from '../../../src/protocol/stick-records.ts';
import type { StickReply } from '../../../src/protocol/stick-file.ts';
import type { Fault } from '../plan/plan.ts';
import type { Profile } from '../world/profile.ts';
import type { Window } from '../world/window.ts';
import type { World } from '../world/world.ts';
import { inProcess } from './county-acts.ts';

type Stick = Extract<Fault, { kind: 'stick' }>;

const TAKER: Principal = {
  accountId: 'S91',
  name: 'taker',
  roles: [{ role: 'administrator', audience: 'county' }],
};
/** A stick that came back is read again some day. */
const AGAIN_MS = 90_000;

/** Writes the file now; the rest happens on its way. */
export function carryStick(world: World, profile: Profile, fault: Stick): void {
  const [window] = profile.openWindows;
  // A device without a station has no page for it.
  const isEnrolled = profile.disk
    .rows<MetaRow>('meta')
    .some(({ name }) => name === 'device');
  if (window === undefined || !isEnrolled) return;
  const leave = async () => {
    const file = await exportTo(window, fault);
    if (file !== undefined) takeIn(world, { profile, file, fault });
  };
  void leave().catch((error: unknown) => world.oracle.bug(error));
}

async function exportTo(
  window: Window,
  { withPictures }: Stick,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const plan = await window.do('plan a stick', (api) =>
    api.stick.plan({ photographs: withPictures, partBytes: null }),
  );
  if (!plan.ok) return undefined;
  const { planId } = plan.value;
  const file = await window.do('write a stick', (api) =>
    api.stick.write(planId, 1, () => undefined),
  );
  if (!file.ok) return undefined;
  await window.do('confirm a stick', (api) => api.stick.confirm(planId));
  return new Uint8Array(await file.value.arrayBuffer());
}

function takeIn(
  world: World,
  given: { profile: Profile; file: Uint8Array<ArrayBuffer>; fault: Stick },
): void {
  const { scheduler } = world;
  const { profile, file, fault } = given;
  const torn = file.subarray(0, Math.floor(fault.part * file.length));
  const comings = {
    whole: [file],
    twice: [file, file],
    torn: [torn],
    tornThenWhole: [torn, file],
  }[fault.how];
  for (const [i, bytes] of comings.entries())
    scheduler.after(
      scheduler.world,
      'stick',
      fault.wayMs * (1 + Math.floor(i / 2)) + (i % 2) * fault.apartMs,
      () => {
        inProcess(world, async (context) => {
          const taken = await importFile(context, TAKER, pieces(bytes));
          if (!taken.ok) return;
          for (const { deviceId } of taken.value.files)
            await answer(world, context, {
              profile,
              deviceId,
              importId: taken.value.importId,
              fault,
            });
        });
      },
    );
}

async function answer(
  world: World,
  context: PlatformContext,
  given: { profile: Profile; deviceId: string; importId: string; fault: Stick },
): Promise<void> {
  const { scheduler, oracle } = world;
  const { profile, fault, ...asked } = given;
  const reply = await makeReply(context, TAKER, asked);
  if (!reply.ok) return;
  const parts: Uint8Array[] = [];
  for await (const part of reply.value) parts.push(part);
  const file = new Uint8Array(Buffer.concat(parts));
  for (const said of repliesIn(file)) oracle.noteReply(said);
  for (const ms of [fault.wayMs, fault.wayMs + AGAIN_MS])
    scheduler.after(scheduler.world, 'answer on a stick', ms, () => {
      const [window] = profile.openWindows;
      void window
        ?.do('read an answer', (api) => api.stick.readReply(new Blob([file])))
        .catch((error: unknown) => oracle.bug(error));
    });
}

/** What the county says in its answer, before anything happens to the file. */
function repliesIn(file: Uint8Array<ArrayBuffer>): StickReply[] {
  const found: StickReply[] = [];
  for (let at = 0; at < file.length;) {
    const header = readHeader(file.subarray(at));
    if (header === undefined) throw new Error('an answer is whole');
    const from = at + HEADER_BYTES;
    at = from + header.length;
    if (header.type === STICK_TYPES.reply)
      found.push(decodeJwt<StickReply>(text(file.subarray(from, at))));
  }
  return found;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const middle = bytes.length >> 1;
  yield bytes.subarray(0, middle);
  yield bytes.subarray(middle);
}

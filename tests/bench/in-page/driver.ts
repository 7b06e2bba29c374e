// Runs in a page of the built app that has no device of its own: starts the
// built app's own worker and takes cases in through its API, as the counter would,
// only faster. Bundled by vite and evaluated through the debugger, so that the
// page's policies stay as they are.
import { proxy, wrap } from 'comlink';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import type { DeviceApi } from '../../../src/device/device-api.ts';
import { makePeople } from './residents.ts';
import type { Outcome } from '../../../src/protocol/error-code.ts';

export type Wish = {
  matterCode: string;
  answers: Answers;
  /** Ids of the papers that the matter asks for with these answers. */
  papers: string[];
  /** Sizes of the photographs' files in bytes. */
  photographs: number[];
  signatureBytes: number;
};

export type Offered = {
  code: string;
  /** It asks for a paper that can be photographed. */
  hasPapers: boolean;
};

export type Driver = {
  start(workerPath: string): void;
  enrol(code: string, pin: string): Promise<void>;
  /** What a village may take in. */
  matters(): Promise<Offered[]>;
  takeIn(wishes: Wish[]): Promise<void>;
  /** The township's list, of so many people. */
  knows(people: number): Promise<void>;
  /** Rounds until nothing is left to send. */
  sends(): Promise<void>;
  /** Writes everything that waits into one file, and saves it as a download. */
  exportStick(): Promise<void>;
  stop(): void;
};

let worker: Worker | undefined;
let api: DeviceApi | undefined;

const driver: Driver = {
  start(workerPath) {
    worker = new Worker(workerPath, { type: 'module' });
    api = wrap<DeviceApi>(worker) as unknown as DeviceApi;
  },
  async enrol(code, pin) {
    must(await device().device.fetchTicket(code));
    must(await device().device.enrol(pin));
    await device().sync.now();
  },
  async matters() {
    const { catalogue } = device();
    const offered: Offered[] = [];
    for (const { code, canTakeIn } of await catalogue.matters()) {
      if (!canTakeIn) continue;
      const { materials } = must(await catalogue.matter(code));
      const hasPapers = materials.some(({ source }) => source !== 'generated');
      offered.push({ code, hasPapers });
    }
    return offered;
  },
  async takeIn(wishes) {
    for (const wish of wishes) await takeInOne(wish);
  },
  async knows(people) {
    must(await device().residents.replaceList(makePeople(people)));
  },
  async sends() {
    const { outbox, sync } = device();
    for (let rounds = 0; rounds < 20; rounds += 1) {
      await sync.now();
      const left = await new Promise<number>((resolve) => {
        void outbox.watch(
          proxy(({ unsent }) => resolve(unsent.operations + unsent.materials)),
        );
      });
      if (left === 0) return;
    }
    throw new Error('it is not delivered');
  },
  async exportStick() {
    const { stick } = device();
    const choice = { photographs: true, partBytes: null };
    const { planId } = must(await stick.plan(choice));
    const quiet = proxy(() => undefined);
    const file = must(await stick.write(planId, 1, quiet));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = 'stick.bin';
    link.click();
  },
  stop() {
    worker?.terminate();
    worker = undefined;
    api = undefined;
  },
};
Object.assign(globalThis, { bench: driver });

function device(): DeviceApi {
  if (api === undefined) throw new Error('the device is not started');
  return api;
}

async function takeInOne(wish: Wish): Promise<void> {
  const { drafts, catalogue } = device();
  const draftId = must(await drafts.create(wish.matterCode));
  must(await drafts.saveAnswers(draftId, wish.answers));
  const { materials } = must(await catalogue.matter(wish.matterCode));
  const papers = materials.filter(({ source }) => source !== 'generated');
  const sizes = [...wish.photographs];
  for (const { id } of papers) {
    if (sizes.length > 0) {
      for (const bytes of sizes.splice(0))
        must(await drafts.addPhotograph(draftId, id, aFile('%PDF-', bytes)));
    } else if (wish.papers.includes(id))
      must(await drafts.markSeen(draftId, id));
  }
  const signature = aFile('\u0089PNG', wish.signatureBytes);
  must(await drafts.saveSignature(draftId, signature));
  must(await drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
  must(await drafts.submit(draftId));
}

/** A file that is taken as it is: its mark, then random bytes. */
function aFile(mark: string, bytes: number): Blob {
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536)
    crypto.getRandomValues(content.subarray(at, at + 65_536));
  for (let at = 0; at < mark.length; at += 1) content[at] = mark.charCodeAt(at);
  return new Blob([content]);
}

function must<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`not ok: ${outcome.code}`);
  return outcome.value;
}

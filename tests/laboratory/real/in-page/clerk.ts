// Runs in a page of the app's origin that has no device of its own: starts the
// built app's own worker and takes cases in through its API, as the counter does.
// Whatever the device has called saved is said to the laboratory at once. Bundled
// by vite and evaluated through the debugger, so that the page's policies stay.
import { proxy, wrap } from 'comlink';
import type { Answers } from '../../../../src/domain/cases/answers.ts';
import type { DeviceApi, Watch } from '../../../../src/device/device-api.ts';
import type { Outcome } from '../../../../src/protocol/error-code.ts';

export type Wish = {
  matterCode: string;
  answers: Answers;
  /** Sizes of the files in bytes, for the papers in their order. */
  files: number[];
};

/** What the device has said, in the order in which it did. */
export type Said =
  | { kind: 'draft'; draftId: string; wish: Wish }
  | { kind: 'submitting'; draftId: string }
  | {
      kind: 'saved';
      draftId: string;
      caseId: string;
      number: string;
      materials: string[];
    };

export type Found = {
  draftIds: string[];
  cases: { caseId: string; number: string }[];
  unsent: { operations: number; materials: number };
  attention: number;
};

/** A row of the outbox as it lies there. */
export type OutboxEntry = {
  id: string;
  sha256: string;
  caseId: string | null;
  seq: number;
  state: string;
};

export type LabClerk = {
  start(workerPath: string): void;
  enrol(code: string, pin: string): Promise<void>;
  unlock(pin: string): Promise<void>;
  begin(wish: Wish): Promise<string>;
  /** Papers, signature, consents, submit. */
  finish(draftId: string, wish: Wish): Promise<void>;
  readAnswers(draftId: string): Promise<Answers>;
  sync(): Promise<void>;
  find(): Promise<Found>;
  outbox(): Promise<OutboxEntry[]>;
  /** What the screen is drawn from, for a person who asks why a run stands still. */
  describe(): Promise<string>;
  /** Puts a row somewhere without strict durability; for comparison. */
  putRelaxed(): Promise<void>;
};

declare const trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL: (url: string) => string },
      ): unknown;
    }
  | undefined;
declare const laboratorySaid: (said: Said) => Promise<void>;

let api: DeviceApi | undefined;

const clerk: LabClerk = {
  start(workerPath) {
    // What main.tsx does first of all (this page is a picture, without it).
    trustedTypes?.createPolicy('default', { createScriptURL: (url) => url });
    const worker = new Worker(workerPath, { type: 'module' });
    api = wrap<DeviceApi>(worker) as unknown as DeviceApi;
  },
  async enrol(code, pin) {
    must(await device().device.fetchTicket(code));
    must(await device().device.enrol(pin));
    await device().sync.now();
  },
  async unlock(pin) {
    const { clerks } = await now(device().device.watchState);
    must(await device().device.unlock(clerks[0]?.id ?? '', pin));
  },
  async begin(wish) {
    const { drafts } = device();
    const draftId = must(await drafts.create(wish.matterCode));
    must(await drafts.saveAnswers(draftId, wish.answers));
    await laboratorySaid({ kind: 'draft', draftId, wish });
    return draftId;
  },
  async finish(draftId, wish) {
    const { drafts, catalogue } = device();
    const { materials } = must(await catalogue.matter(wish.matterCode));
    const sizes = [...wish.files];
    for (const { id, required, source } of materials) {
      if (source === 'generated') continue;
      const bytes = sizes.shift();
      if (bytes !== undefined)
        must(await drafts.addPhotograph(draftId, id, aFile('%PDF-', bytes)));
      else if (required) must(await drafts.markSeen(draftId, id));
    }
    must(await drafts.saveSignature(draftId, aFile('\u0089PNG', 900)));
    must(await drafts.saveConsents(draftId, ['sensitiveData', 'readBack']));
    const view = must(await drafts.read(draftId));
    const pages = view.papers.flatMap((paper) =>
      paper.how === 'photo' ? paper.pages : [],
    );
    const hashes = [...pages, ...(view.signature ? [view.signature] : [])];
    await laboratorySaid({ kind: 'submitting', draftId });
    const { caseId, number } = must(await drafts.submit(draftId));
    await laboratorySaid({
      kind: 'saved',
      draftId,
      caseId,
      number,
      materials: hashes.map(({ sha256 }) => sha256),
    });
  },
  async readAnswers(draftId) {
    return must(await device().drafts.read(draftId)).answers;
  },
  sync: () => device().sync.now(),
  async find() {
    const [drafts, cases, outbox] = await Promise.all([
      now(device().drafts.watch),
      now(device().cases.watch),
      now(device().outbox.watch),
    ]);
    return {
      draftIds: drafts
        .filter(({ removedAt }) => removedAt === null)
        .map(({ draftId }) => draftId),
      cases: cases.map(({ caseId, number }) => ({ caseId, number })),
      unsent: outbox.unsent,
      attention: outbox.attention.length,
    };
  },
  outbox: readOutbox,
  async describe() {
    const [state, sync, outbox] = await Promise.all([
      now(device().device.watchState),
      now(device().sync.watch),
      now(device().outbox.watch),
    ]);
    const { unsent, attention } = outbox;
    return JSON.stringify({ state, sync, unsent, attention });
  },
  async putRelaxed() {
    const request = indexedDB.open('relaxed');
    request.addEventListener('upgradeneeded', () =>
      request.result.createObjectStore('rows', { autoIncrement: true }),
    );
    const db = await settled(request);
    const transaction = db.transaction('rows', 'readwrite', {
      durability: 'relaxed',
    });
    transaction.objectStore('rows').add({ text: 'relaxed' });
    await new Promise((resolve) => {
      transaction.addEventListener('complete', resolve);
    });
    db.close();
  },
};
Object.assign(globalThis, { clerk });

function device(): DeviceApi {
  if (api === undefined) throw new Error('the device is not started');
  return api;
}

async function now<Value>(watch: Watch<Value>): Promise<Value> {
  return new Promise((resolve) => {
    void watch(proxy((value: Value) => resolve(value)));
  });
}

/** Past the device's own code: what lies in the browser's database. */
async function readOutbox(): Promise<OutboxEntry[]> {
  const db = await settled(indexedDB.open('service-point'));
  try {
    const rows = (await settled(
      db.transaction('outbox').objectStore('outbox').getAll(),
    )) as (OutboxEntry & { envelope: { sha256: string } })[];
    return rows.map(({ id, envelope, caseId, seq, state }) => ({
      id,
      sha256: envelope.sha256,
      caseId,
      seq,
      state,
    }));
  } finally {
    db.close();
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('no database')));
  });
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

// A device in memory, for the counter's screens alone: it keeps nothing, seals
// nothing and sends nothing. What it lets a test set and see is here, its calls lie
// beside it group by group. What a true device does is tested in tests/device.
import type { Person } from '../../src/domain/people/person.ts';
import type { Answers } from '../../src/domain/cases/answers.ts';
import type { CaseEvent } from '../../src/domain/cases/event.ts';
import type {
  BundleView,
  CaseView,
  CaseWish,
  DeviceApi,
  DeviceState,
  DraftView,
  HealthView,
  HeldPaper,
  LineAct,
  LineView,
  OutboxView,
  ReceiptCheck,
  Releasable,
  ResidentView,
  SecondFactor,
  StepWords,
  StickPlan,
  StickReplyRead,
  StorageView,
  SyncView,
} from '../../src/device/device-api.ts';
import type { UnlockPolicy } from '../../src/protocol/enrolment.ts';
import type { ErrorCode, Outcome } from '../../src/protocol/error-code.ts';
import { aCaseView } from './fake-device/a-case-view.ts';
import { batchCalls } from './fake-device/batch-calls.ts';
import { caseCalls, materialCalls } from './fake-device/case-calls.ts';
import { catalogueCalls } from './fake-device/catalogue-calls.ts';
import { deviceCalls } from './fake-device/device-calls.ts';
import { bundleCalls } from './fake-device/bundle-calls.ts';
import { draftCalls } from './fake-device/draft-calls.ts';
import {
  emptyOutbox,
  noSync,
  readyState,
  roomyStorage,
} from './fake-device/first-views.ts';
import { healthCalls } from './fake-device/health-calls.ts';
import { lineCalls } from './fake-device/line-calls.ts';
import { NOW } from './fake-device/now.ts';
import { outboxCalls } from './fake-device/outbox-calls.ts';
import { pictureCalls } from './fake-device/picture-calls.ts';
import { residentCalls } from './fake-device/resident-calls.ts';
import { stickCalls } from './fake-device/stick-calls.ts';
import { storageCalls } from './fake-device/storage-calls.ts';
import type { StoredDraft } from './fake-device/stored-draft.ts';
import { syncCalls } from './fake-device/sync-calls.ts';
import { Watched } from './fake-device/watched.ts';

export {
  aClerk,
  emptyOutbox,
  noSync,
  readyState,
} from './fake-device/first-views.ts';
export { CARD, PIN } from './fake-device/secrets.ts';

export class FakeDevice {
  readonly state = new Watched<DeviceState>(readyState);
  readonly outbox = new Watched<OutboxView>(emptyOutbox);
  readonly sync = new Watched<SyncView>(noSync);
  readonly storage = new Watched<StorageView>(roomyStorage);
  readonly health = new Watched<HealthView>({
    selfCheck: null,
    isRecoverable: true,
  });
  readonly line = new Watched<LineView | null>({
    called: null,
    passed: [],
    waiting: 0,
    latest: null,
    minutesEach: 10,
  });
  /** In which group of the village the person of a draft lives. */
  readonly groups = new Map<string, number>();
  readonly lineActs: [LineAct, string | undefined][] = [];
  /** What the device says of any receipt, and what it was asked. */
  receiptCheck: ReceiptCheck = { verdict: 'noReceipt', isNumber: false };
  readonly checked: string[] = [];
  releasable: Releasable = { materials: 0, bytes: 0 };
  /** Whether a broken store opens when it is tried again. */
  opens = true;
  /** What one press of the send button does. */
  sendNow: () => Promise<void> = () => Promise.resolve();
  readonly drafts = new Watched<StoredDraft[]>([]);
  readonly cases = new Watched<CaseView[]>([]);
  /** Cases of one visit; a case that is not among them has its own. */
  visit: string[] = [];
  /** Papers of earlier cases that are the ones a draft asks for. */
  held: HeldPaper[] = [];
  /** Each call of saveAnswers, as the page made it. */
  readonly saves: Record<string, unknown>[] = [];
  /** Of the next ticket. */
  policy: UnlockPolicy = 'pin';
  /** Secrets and second factors, as the page gave them. */
  readonly secrets: { secret: string; factor?: SecondFactor }[] = [];
  readonly wishes: CaseWish[] = [];
  /** What the refused step said, and what was said instead. */
  step: StepWords = { kind: 'rate', level: 0, comment: '' };
  readonly mended: StepWords[] = [];
  readonly takenBack: {
    operationId: string;
    reason: string;
    words: string;
  }[] = [];
  /** Calls of submit that reached the device. */
  submits = 0;
  /** What the export finds, writes and is answered. */
  readonly stick: {
    plan: (choice: { photographs: boolean }) => Outcome<StickPlan>;
    write: (
      part: number,
      onBytes: (bytes: number) => void,
    ) => Promise<Outcome<Blob>>;
    reply: Outcome<StickReplyRead>;
    confirmed: number;
  } = {
    plan: () => ({ ok: false, code: 'nothingToExport' }),
    write: (part) =>
      Promise.resolve({ ok: true, value: new Blob([`part ${part}`]) }),
    reply: { ok: false, code: 'fileForeign' },
    confirmed: 0,
  };
  /** Set: the next saves and the submit fail with it. */
  fails: ErrorCode | undefined;
  #made = 0;
  /** Whom it knows; all of them are found by any word of the name. */
  residents: ResidentView[] = [];
  /** The list that it was given. */
  list: Person[] | undefined;
  /** By the draft that takes them in. */
  readonly bundles = new Map<string, BundleView>();
  readonly pictures = new Map<string, Blob>();

  /** A draft as it would lie on the device. */
  addDraft(matterCode: string, draft: Partial<DraftView> = {}): string {
    const draftId = `draft-${this.nextNumber()}`;
    this.drafts.set([
      ...this.drafts.value,
      {
        draftId,
        purpose: { kind: 'submit' },
        matterCode,
        catalogueVersion: '1',
        isLifted: false,
        visitId: null,
        homeVisitOn: null,
        batchId: null,
        answers: {},
        papers: [],
        signature: null,
        witness: null,
        consents: [],
        startedAt: NOW,
        savedAt: NOW,
        removedAt: null,
        gone: false,
        ...draft,
      },
    ]);
    return draftId;
  }

  /** A case as it would lie on the device, with what the county has said. */
  addCase(
    matterCode: string,
    answers: Answers,
    given: Partial<CaseView> & { events?: CaseEvent[] } = {},
  ): string {
    const view = aCaseView(this.nextNumber(), { matterCode, answers }, given);
    this.cases.set([...this.cases.value, view]);
    return view.caseId;
  }

  draft(draftId: string): StoredDraft {
    const found = this.drafts.value.find((each) => each.draftId === draftId);
    if (found === undefined) throw new Error(`no draft ${draftId}`);
    return found;
  }

  oneCase(caseId: string): CaseView {
    const found = this.cases.value.find((each) => each.caseId === caseId);
    if (found === undefined) throw new Error(`no case ${caseId}`);
    return found;
  }

  /** Of what is made here, in order. */
  nextNumber(): number {
    this.#made += 1;
    return this.#made;
  }

  readonly api: DeviceApi = {
    device: deviceCalls(this),
    catalogue: catalogueCalls,
    drafts: draftCalls(this),
    bundles: bundleCalls(this),
    cases: caseCalls(this),
    materials: materialCalls(this),
    outbox: outboxCalls(this),
    pictures: pictureCalls,
    storage: storageCalls(this),
    receipts: {
      check: (text) => {
        this.checked.push(text);
        return Promise.resolve(this.receiptCheck);
      },
    },
    residents: residentCalls(this),
    batches: batchCalls,
    health: healthCalls(this),
    line: lineCalls(this),
    sync: syncCalls(this),
    stick: stickCalls(this),
  };
}

/** A device that nobody has set up yet. */
export function anEmptyDevice(): FakeDevice {
  const fake = new FakeDevice();
  fake.state.set({
    ...readyState,
    stage: 'empty',
    station: null,
    policy: null,
    clerks: [],
    clerk: null,
    bound: false,
  });
  return fake;
}

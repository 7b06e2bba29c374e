// The contract between the page and the worker: read it first. The page holds the
// proxy of a DeviceApi in counter/device.ts and knows the device by these types
// alone. Every method is async, takes and gives plain structured-clone data, and
// answers expected failures as values. Keys never cross. Watchers call back at
// once with the present value and at every change, until the returned function
// is called; callbacks must be wrapped in Comlink's `proxy`.
import type { Answer, Answers } from '../domain/cases/answers.ts';
import type { DisplayStatus } from '../domain/cases/display-status.ts';
import type { CaseEvent, CorrectionItem } from '../domain/cases/event.ts';
import type { CaseState } from '../domain/cases/fold-case.ts';
import type {
  Catalogue,
  Category,
} from '../domain/catalogue/catalogue-schema.ts';
import type {
  Department,
  MaterialType,
} from '../domain/catalogue/county-schema.ts';
import type { Matter } from '../domain/catalogue/matter-schema.ts';
import type { OperationKind } from '../domain/cases/operation.ts';
import type { CaseOperationKind } from '../domain/cases/transitions.ts';
import type { WithdrawalReason } from '../domain/cases/withdrawal-reason.ts';
import type { UnlockPolicy } from '../protocol/enrolment.ts';
import type { ErrorCode, Outcome } from '../protocol/error-code.ts';

export type Regions = Catalogue['regions'];
export type StopWatching = () => void;
export type Watch<Value> = (
  callback: (value: Value) => void,
) => Promise<StopWatching>;

export type StationView = {
  code: string;
  name: string;
  villageName: string | null;
  town9: string;
  townName: string;
  phone: string | null;
  deviceNumber: number;
};

/** Where the device stands; the app shows set-up, unlock or the counter by it. */
export type DeviceState = {
  /** `broken`: the store cannot be opened, and what lies in it is not known. */
  stage: 'empty' | 'ticketRead' | 'ready' | 'broken';
  /** Why it is broken. */
  broken: 'storageFull' | 'storageFailed' | null;
  /** Newer code wrote the store: this one sends what lies there, and no more. */
  storeTooNew: boolean;
  /** Published catalogue on this device; null: not loaded yet. */
  catalogue: { version: string; isDraft: boolean; demo: boolean } | null;
  station: StationView | null;
  /** Of the ticket that waits for a secret, else of this device's own. */
  policy: UnlockPolicy | null;
  clerks: ClerkView[];
  /** Unlocked clerk; null while locked. */
  clerk: { id: string; name: string } | null;
  /** A further clerk whose ticket was read: he chooses his secret (`enrol`). */
  newClerk: { id: string; name: string; policy: UnlockPolicy } | null;
  /** What the county lets this device do. */
  access: {
    /** Not `active`: nothing can be unlocked; the queue goes on being sent. */
    device: 'active' | 'suspended' | 'revoked';
    /** Copied: it delivers what it has and is enrolled again. */
    isForked: boolean;
    /** Stored cases stay closed until the next contact. */
    leaseEnded: boolean;
    /** Rows that the unlocked clerk has no key for, until the county recovers it. */
    unreadable: number;
  };
  /** The county has bound this device; false: taken in before first contact. */
  bound: boolean;
  /** The county refused the enrolment, e.g. `ticketUsed`. */
  enrolmentProblem: ErrorCode | null;
  /** Place in the chain of the last operation made here; 0: none. */
  lastSeq: number;
};

export type ClerkView = {
  id: string;
  name: string;
  policy: UnlockPolicy;
  role: 'clerk' | 'head';
  /** What unlock wants beside the secret; a card only once a start of the app. */
  needs: 'card' | 'prf' | null;
  /** Of `pin+prf`: the credential to ask the authenticator for. */
  prfCredential: Uint8Array<ArrayBuffer> | null;
  /** The county knows this clerk's keys. */
  bound: boolean;
  problem: ErrorCode | null;
};

/** Beside the secret. Crosses once; the page keeps none of it. */
export type SecondFactor =
  /** Text of the card's QR, or its seven groups as typed. */
  | { kind: 'card'; text: string }
  /** 32 bytes of WebAuthn's PRF for `prfSalt`. */
  | {
      kind: 'prf';
      credentialId: Uint8Array<ArrayBuffer>;
      output: Uint8Array<ArrayBuffer>;
    };

export type MatterSummary = {
  code: string;
  name: string;
  short: string;
  category: string;
  department: string;
  promisedDays: number | null;
  dayUnit: string;
  /** The village may take it in and its form has no required table. */
  canTakeIn: boolean;
};

/** A material of a draft or case as the page shows it. */
export type PageView = {
  sha256: string;
  mediaType: string;
  /** Encrypted bytes. */
  bytes: number;
  /**
   * Stored; sent whole; sent, and its bytes have left this device; or its bytes
   * cannot be read any more.
   */
  state: 'saved' | 'sent' | 'released' | 'damaged';
};

export type DraftPaper =
  | { how: 'photo'; paperId: string; pages: PageView[] }
  | { how: 'seen'; paperId: string; seenAt: string };

/** The refused operation that a draft mends. */
export type Repairs = {
  operationId: string;
  caseId: string;
  number: string;
  code: ErrorCode | null;
  /** Where it was wrong, as the county named it. */
  paths: string[];
};

export type DraftPurpose =
  | { kind: 'submit'; repairs?: Repairs }
  | {
      kind: 'answerCorrection';
      caseId: string;
      number: string;
      correctionEvent: number;
      items: CorrectionItem[];
      repairs?: Repairs;
    }
  | {
      kind: 'supplement';
      caseId: string;
      number: string;
      /** Papers that must be in it; none: whatever is brought. */
      papers: string[];
      /** The applicant signs once more. */
      signature: boolean;
      repairs?: Repairs;
    };

export type DraftView = {
  draftId: string;
  purpose: DraftPurpose;
  matterCode: string;
  /** Pinned: the matter of that version is shown. */
  catalogueVersion: string;
  /** The version pinned before was withdrawn, and the answers were kept. */
  isLifted: boolean;
  /** For a correction: the case's answers with the draft's changes on top. */
  answers: Answers;
  papers: DraftPaper[];
  signature: PageView | null;
  consents: string[];
  startedAt: string;
  /** Time of the last durable save. */
  savedAt: string;
};

export type DraftSummary = {
  draftId: string;
  /** False: it is kept as it is and cannot be opened here. */
  isReadable: boolean;
  purpose: DraftPurpose['kind'];
  /** It mends a refused operation. */
  isRepair: boolean;
  matterCode: string;
  matterShort: string;
  /** Full: the device is unlocked, this is the clerk's own list. */
  applicantName: string | null;
  savedAt: string;
  removedAt: string | null;
};

export type CaseSummary = {
  caseId: string;
  /** False: its row is kept as it is and cannot be opened here. */
  isReadable: boolean;
  /** Some of its history cannot be read here: the county is told how many. */
  isHistoryReadable: boolean;
  number: string;
  matterCode: string;
  matterShort: string;
  applicantName: string;
  takenInAt: string;
  display: DisplayStatus;
  /** Later operations of the case not yet settled. */
  unsentLater: number;
  correctionDueOn: string | null;
  /** A draft answering the open correction, if one was begun. */
  answerDraftId: string | null;
  /** Photographs lost here that the county does not have; to be taken again. */
  damaged: number;
  /** Its text has left the device: this line is all, its name masked. */
  isStub?: true;
};

export type CaseView = CaseSummary & {
  state: CaseState;
  /** Pinned: the matter of that version is shown. */
  catalogueVersion: string;
  /** What the transition table allows now, unsent work counted. */
  acts: CaseOperationKind[];
  /** Kinds of the later operations that wait to be sent, in their order. */
  unsentKinds: OperationKind[];
  events: CaseEvent[];
  answers: Answers;
  papers: (DraftPaper | { how: 'generated'; paperId: string })[];
  materials: { total: number; left: number; leftBytes: number };
  /** When the county acknowledged the submit; null: not yet. */
  arrivedAt: string | null;
  noticeBy: { date: string; provisional: boolean };
  receipt: ReceiptView;
  /** Set when the submit or a later operation was held or refused. */
  trouble: {
    operationId: string | null;
    result: 'held' | 'refused';
    code: ErrorCode;
    paths: string[];
    /** The county's own words, where a person there has decided. */
    reason: string | null;
    /** A mended submit whose former one the county had taken in all the same. */
    isTwice: boolean;
  } | null;
};

export type ReceiptView = {
  number: string;
  queryCode: string;
  /** Whole text of the QR: address, `/r#`, signed receipt. */
  qr: string;
  matterName: string;
  applicantMasked: string;
  idLast4: string | null;
  takenInAt: string;
  stationName: string;
  clerkName: string;
  phone: string | null;
  noticeBy: { date: string; provisional: boolean };
  promisedDays: number | null;
  papers: {
    name: string;
    how: 'photo' | 'seen' | 'generated';
    pages: number;
  }[];
};

export type OutboxRow = {
  operationId: string;
  kind: string;
  caseId: string | null;
  number: string | null;
  matterShort: string | null;
  applicantName: string | null;
  madeAt: string;
  state: 'pending' | 'settled' | 'attention';
  result: 'applied' | 'held' | 'refused' | null;
  code: ErrorCode | null;
  paths: string[];
  /** The county's own words, where a person there decided; null while locked. */
  reason: string | null;
  materialsLeft: number;
  /** What can be done about a refused one; null: it is none. */
  remedy: 'edit' | 'sendAgain' | 'afterPrevious' | null;
  /** A person took the refused one back. */
  isTakenBack: boolean;
  /** When it left in a file; it waits on all the same. null: never. */
  exportedAt: string | null;
};

/** A case of which this device has lost photographs before they were sent. */
export type DamagedCase = Pick<
  OutboxRow,
  'number' | 'matterShort' | 'applicantName'
> & { caseId: string; pages: number };

/** Locked: counts stay, rows carry no name and no matter. */
export type OutboxView = {
  /** The oldest of them; `unsent.operations` counts all. */
  pending: OutboxRow[];
  attention: OutboxRow[];
  held: OutboxRow[];
  settled: OutboxRow[];
  damaged: DamagedCase[];
  /** Acts that wait for an unlocked clerk and become one operation then. */
  acts: number;
  unsent: {
    operations: number;
    operationBytes: number;
    materials: number;
    materialBytes: number;
    oldestMadeAt: string | null;
    /** Since when each case waits that no file carries, oldest first; 1000 at most. */
    notExported: string[];
  };
};

/** Facts about the link; ui/strip chooses the words. */
export type SyncView = {
  link: 'unknown' | 'offline' | 'portal' | 'connected' | 'broken';
  running: boolean;
  sending: {
    phase: 'text' | 'materials';
    operationsLeft: number;
    bytesSent: number;
    bytesTotal: number;
    secondsLeft: number | null;
  } | null;
  lastContactAt: string | null;
  allDeliveredAt: string | null;
  nextAttemptAt: string | null;
  deviceRevoked: boolean;
  /** The county asks for a newer app: this one sends, and nothing is read. */
  appTooOld: boolean;
  /** Places of this device's chain that are neither here nor at the county. */
  lost: [from: number, to: number][];
  /** How far this device's clock runs ahead of the county's; null: never compared. */
  clockAheadMs: number | null;
  photographs: PhotographsView;
};

/** What the clerk chose for photographs. Text is never held back. */
export type PhotographsPolicy = {
  /** `goodLink`: they wait while the link is metered or thin. */
  photographs: 'always' | 'goodLink';
  /** On metered links, by the day in China; null: no bound. */
  dailyMegabytes: number | null;
};

export type PhotographsView = PhotographsPolicy & {
  /** Bytes that went over a metered link today. */
  spentToday: number;
  isMetered: boolean;
  /** Why they wait though there is a link; null: they do not. */
  waitingFor: 'goodLink' | 'budget' | null;
};

/** What the browser said when it was asked to keep the storage for good. */
export type Persistence = 'granted' | 'refused' | 'cannotAsk';

/** The room for photographs, by our own count: estimate() is never asked. */
export type StorageView = {
  /** `low`: warn. `full`: no new photographs; text goes on. */
  state: 'ok' | 'low' | 'full';
  /** Photographs, files and signatures that the county does not have whole. */
  unsent: { materials: number; bytes: number };
  limitBytes: number;
  /** About so many more photographs may be taken. */
  photographsLeft: number;
  /** Room is kept for text that finds the storage full; false: used, or not laid down yet. */
  hasTextRoom: boolean;
  /** null: not asked yet. */
  persistence: Persistence | null;
};

/** Whether everything that a case needs works here. */
export type SelfCheck = {
  /** ISO 8601, wall clock. */
  at: string;
  /** What did not work; none: all did. */
  failed: ('store' | 'photograph' | 'sign' | 'print')[];
};

export type HealthView = {
  /** null: never done. */
  selfCheck: SelfCheck | null;
  /**
   * The county has a copy of the keys that rows are sealed under, for its
   * custodians to open when a secret is forgotten.
   */
  isRecoverable: boolean;
};

/** What a technician asks for: counts, codes, versions and times, and no person. */
export type Diagnostics = Record<string, unknown>;

/** What a clerk does to a case without a draft. */
export type CaseWish =
  /** `reason` in words, as the county shall read it. */
  | { kind: 'withdraw'; reason: string; signature: Blob | null }
  | {
      kind: 'confirmDelivery';
      /** Name of who took the result. */
      receivedBy: string;
      signature: Blob | null;
      papers?: { paperId: string; photographs: Blob[] }[];
    }
  /** Telephones and addresses, but not the one that decides the township. */
  | { kind: 'updateContact'; answers: Answers }
  /** 1 (worst) to 5. */
  | { kind: 'rate'; level: number; comment: string };

/** What a refused step without a draft says in words, as it may be put right. */
export type StepWords =
  | { kind: 'withdraw'; reason: string }
  | { kind: 'confirmDelivery'; receivedBy: string }
  | { kind: 'updateContact'; answers: Answers }
  /** Told with level 0 and no comment: no clerk may read a rating. */
  | { kind: 'rate'; level: number; comment: string };

/** What waits and would go onto a stick. */
export type StickPlan = {
  planId: string;
  /** Cases that the operations belong to. */
  cases: number;
  operations: number;
  textBytes: number;
  /** All that wait, whether or not they are to go. */
  photographs: { count: number; bytes: number };
  /** One file each. */
  parts: { part: number; bytes: number; materials: number }[];
};

/** What the county's answer on a stick changed here. */
export type StickReplyRead = {
  applied: number;
  held: number;
  refused: number;
  materials: number;
  /** Pages of notices: shown at once, or kept until a clerk unlocks. */
  notices: 'none' | 'shown' | 'kept';
  /** A part of it was missing; what was whole was taken. */
  torn: boolean;
};

/** Bytes of encrypted materials. */
export type Releasable = { materials: number; bytes: number };

export interface DeviceApi {
  device: {
    watchState: Watch<DeviceState>;
    /** Opens a broken store anew; the failure while it stays broken. */
    tryAgain(): Promise<Outcome<null>>;
    /**
     * Text of a ticket file. Works without a network once the app is loaded. On
     * an enrolled device: of a ticket that adds a clerk to it.
     */
    readTicket(text: string): Promise<Outcome<StationView>>;
    /** Eight digits; needs the network. */
    fetchTicket(code: string): Promise<Outcome<StationView>>;
    /** The unlocked head vouches for a clerk, who then chooses his secret. */
    vouch(name: string): Promise<Outcome<StationView>>;
    /** Lets go of a further clerk's ticket that was read. */
    dropTicket(): Promise<void>;
    /** Text of a new card's QR, for the policy `pin+card`; kept nowhere. */
    makeCard(): Promise<string>;
    /**
     * Makes the keys of the ticket's clerk. The first one's make the device; then
     * it is ready and unlocked. `secondFactorNeeded`, `wrongCard`,
     * `prfUnavailable`, `secretTooWeak`, `clerkExists`.
     */
    enrol(secret: string, factor?: SecondFactor): Promise<Outcome<null>>;
    /**
     * `details.waitS` with `waitBeforeRetry`, `details.left` with `wrongSecret`;
     * `secondFactorNeeded`, `wrongCard`, `deviceRevoked`.
     */
    unlock(
      clerkId: string,
      secret: string,
      factor?: SecondFactor,
    ): Promise<Outcome<null>>;
    /** Of the unlocked clerk; without a new factor the one he has stays. */
    changeSecret(
      old: { secret: string; factor?: SecondFactor },
      chosen: { secret: string; factor?: SecondFactor },
    ): Promise<Outcome<null>>;
    /** By the head, or a clerk himself: keys leave, a new vault key is made. */
    removeClerk(clerkId: string): Promise<Outcome<null>>;
    lock(): Promise<void>;
  };
  catalogue: {
    /** Empty query: all matters, in category order. */
    find(query: string): Promise<MatterSummary[]>;
    /**
     * As `version` has it, by default the present one. `catalogueMissing`: that
     * version is not here; with `details.gone` the county has it no more either.
     */
    matter(code: string, version?: string): Promise<Outcome<Matter>>;
    categories(): Promise<Category[]>;
    departments(): Promise<Department[]>;
    regions(): Promise<Regions>;
    /** The types of paper with their handbook lines. */
    materialTypes(): Promise<MaterialType[]>;
  };
  drafts: {
    watch: Watch<DraftSummary[]>;
    create(matterCode: string): Promise<Outcome<string>>;
    /** A draft that answers the open correction of a case; reuses one begun. */
    createAnswer(caseId: string): Promise<Outcome<string>>;
    /** A draft that hands papers in later; asks for those lost here. */
    createSupplement(caseId: string): Promise<Outcome<string>>;
    read(draftId: string): Promise<Outcome<DraftView>>;
    /**
     * Durable when it resolves. `answer` null takes the answer away. Gives the
     * time of the save.
     */
    saveAnswers(
      draftId: string,
      changes: Record<string, Answer | null>,
    ): Promise<Outcome<string>>;
    saveConsents(draftId: string, consents: string[]): Promise<Outcome<string>>;
    markSeen(draftId: string, paperId: string): Promise<Outcome<DraftView>>;
    clearPaper(draftId: string, paperId: string): Promise<Outcome<DraftView>>;
    /** Decodes, resizes to about 150 kB, encrypts, stores, reads back. */
    addPhotograph(
      draftId: string,
      paperId: string,
      file: Blob,
    ): Promise<Outcome<DraftView>>;
    removePage(
      draftId: string,
      paperId: string,
      sha256: string,
    ): Promise<Outcome<DraftView>>;
    /** Undo of removePage: puts the page back where it was. */
    restorePage(
      draftId: string,
      paperId: string,
      sha256: string,
    ): Promise<Outcome<DraftView>>;
    /** PNG of the pad; null clears it. */
    saveSignature(
      draftId: string,
      png: Blob | null,
    ): Promise<Outcome<DraftView>>;
    /** Kept 7 days among the removed ones. */
    remove(draftId: string): Promise<void>;
    restore(draftId: string): Promise<void>;
    /**
     * Signs, seals and stores in one strict transaction, then removes the draft.
     * `answersInvalid`, `papersMissing`, `signatureMissing` mean that the page's
     * own check was passed over.
     */
    submit(
      draftId: string,
    ): Promise<Outcome<{ caseId: string; number: string; savedAt: string }>>;
  };
  cases: {
    watch: Watch<CaseSummary[]>;
    watchOne(
      caseId: string,
      callback: (value: CaseView | null) => void,
    ): Promise<StopWatching>;
    /**
     * One more operation on the case; durable when it resolves. `notAllowedNow`
     * by the transition table, this device's unsent work counted.
     */
    act(
      caseId: string,
      wish: CaseWish,
    ): Promise<Outcome<{ caseId: string; number: string; savedAt: string }>>;
  };
  materials: {
    /** Decrypted bytes of one material of a draft or case. */
    read(sha256: string): Promise<Outcome<Blob>>;
  };
  outbox: {
    watch: Watch<OutboxView>;
    /**
     * A draft with everything of a refused operation; handed in, it takes its
     * place: same case, number, query code and intake. Reuses one begun.
     */
    repair(operationId: string): Promise<Outcome<string>>;
    /** Of a refused step that no draft holds: what it said. `notAllowedNow`. */
    readStep(operationId: string): Promise<Outcome<StepWords>>;
    /**
     * Takes its place with other words; signatures and photographs stay with it.
     * `answersInvalid`, `reasonMissing`.
     */
    mendStep(operationId: string, words: StepWords): Promise<Outcome<null>>;
    /** The same content in a new envelope, at a new place. */
    sendAgain(operationId: string): Promise<Outcome<null>>;
    /**
     * Takes a refused operation back, with what builds on it: of a submit the
     * case is then withdrawn. The one way to remove unsent work. `words` are
     * shown with the case; the reason goes into the journal.
     */
    takeBack(
      operationId: string,
      why: { reason: WithdrawalReason; words: string },
    ): Promise<Outcome<null>>;
  };
  stick: {
    /**
     * Works while locked. `partBytes`: no file larger than that; null: one file.
     * `nothingToExport`.
     */
    plan(choice: {
      photographs: boolean;
      partBytes: number | null;
    }): Promise<Outcome<StickPlan>>;
    /**
     * Writes one part of the last plan and gives its file, which stays readable
     * until the next plan. `storageFull`; `nothingToExport`: plan again.
     */
    write(
      planId: string,
      part: number,
      onBytes: (bytes: number) => void,
    ): Promise<Outcome<Blob>>;
    /** A person has seen the files where they were to go. */
    confirm(planId: string): Promise<Outcome<null>>;
    /** `fileForeign`: not for this device; `fileTorn`: nothing in it is whole. */
    readReply(file: Blob): Promise<Outcome<StickReplyRead>>;
  };
  storage: {
    watch: Watch<StorageView>;
    /** Photographs that may leave the device: safe at the county for 7 days. */
    releasable(): Promise<Outcome<Releasable>>;
    /** Lets go of them; what it gives has left. */
    release(): Promise<Outcome<Releasable>>;
    /** Keeps the browser's answer; the page asks, a worker cannot. */
    notePersistence(answer: Persistence): Promise<Outcome<null>>;
  };
  health: {
    watch: Watch<HealthView>;
    /** Tries everything that a case needs; `canPrint`: what the page has found. */
    check(page: { canPrint: boolean }): Promise<Outcome<SelfCheck>>;
    /** Works while locked. */
    diagnose(): Promise<Outcome<Diagnostics>>;
  };
  sync: {
    watch: Watch<SyncView>;
    /** Starts a round unless one runs; resolves when the round ended. */
    now(): Promise<void>;
    /** The same, and photographs go once whatever was chosen for them. */
    photographsNow(): Promise<void>;
    /** Kept for this device. `dailyMegabytes`: 1 or more, or null. */
    setPolicy(policy: PhotographsPolicy): Promise<Outcome<null>>;
  };
}

// What is being taken in: typed, photographed, signed, not yet submitted.
import type { CountedDate } from '../../domain/calendar/working-days.ts';
import type { Answer, Answers } from '../../domain/cases/answers.ts';
import type { CorrectionItem } from '../../domain/cases/event.ts';
import type { EarlierCase } from '../../domain/cases/papers.ts';
import type { ErrorCode, Outcome } from '../../protocol/error-code.ts';
import type { Cut, Picture } from './pictures.ts';
import type { Watch } from './watch.ts';

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
  | {
      how: 'photo';
      paperId: string;
      pages: PageView[];
      /** Its original was seen beside it: when, and by whom. */
      seenAt?: string | undefined;
      seenBy?: string | undefined;
      /** The earlier case of the same person that it was handed in for. */
      takenFrom?: EarlierCase | undefined;
    }
  | {
      how: 'seen';
      paperId: string;
      seenAt: string;
      seenBy?: string | undefined;
    }
  /** `certificate`: '' until it is written down. */
  | { how: 'eCert'; paperId: string; certificate: string }
  /** null: not signed yet. */
  | { how: 'commitment'; paperId: string; signature: PageView | null }
  | {
      how: 'deficiency';
      paperId: string;
      /** As it was typed; a day YYYY-MM-DD once it is one. */
      dueOn: string;
      /** No later day may be promised. Absent: it was sent already. */
      latest?: CountedDate;
      signature: PageView | null;
    };

/** Replaces the paper for good, or postpones it. */
export type PaperPromise =
  | { how: 'commitment' }
  /** `dueOn` absent: the last day that may be promised. */
  | { how: 'deficiency'; dueOn?: string };

/** A paper of an earlier case that is the very one a draft asks for. */
export type HeldPaper = {
  /** As the draft's matter calls it. */
  paperId: string;
  caseId: string;
  from: EarlierCase;
  matterShort: string;
  pages: PageView[];
};

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
  /** Of a whole bundle: when it was taken in, null: not yet. Absent: of one matter. */
  bundle?: { takenInAt: string | null };
  /** Papers of which nothing need be handed in, since another brings them. */
  standIns?: string[];
  /** The first case of the visit that it belongs to; null: of none. */
  visitId: string | null;
  /** Done at his home, on that day; null: he comes. */
  homeVisitOn: string | null;
  /** The sheet that it is a row of (batches.ts); null: it is none. */
  batchId: string | null;
  /** For a correction: the case's answers with the draft's changes on top. */
  answers: Answers;
  papers: DraftPaper[];
  signature: PageView | null;
  /** Signs for an applicant who cannot write. */
  witness: { name: string; signature: PageView | null } | null;
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
  batchId: string | null;
  matterCode: string;
  matterShort: string;
  /** Of a bundle that was taken in: it is no draft any more, and goes on. */
  isTakenIn?: boolean;
  /** Full: the device is unlocked, this is the clerk's own list. */
  applicantName: string | null;
  savedAt: string;
  removedAt: string | null;
  /** He is visited at home on that day. Absent: he comes. */
  homeVisit?: HomeVisit;
};

export type HomeVisit = {
  /** YYYY-MM-DD */
  day: string;
  /** Of his village; null: not said. */
  group: number | null;
  /** Full years; null: his number has not been typed. */
  age: number | null;
  phone: string;
};

export interface DraftCalls {
  watch: Watch<DraftSummary[]>;
  /** `sameVisitAs`: a case of the same person at the same sitting. */
  create(matterCode: string, sameVisitAs?: string): Promise<Outcome<string>>;
  /** A draft that answers the open correction of a case; reuses one begun. */
  createAnswer(caseId: string): Promise<Outcome<string>>;
  /** A draft that hands papers in later; asks for those lost here. */
  createSupplement(caseId: string): Promise<Outcome<string>>;
  read(draftId: string): Promise<Outcome<DraftView>>;
  /**
   * Durable when it resolves. Of `changes` null takes the answer away. Gives the
   * time of the save.
   */
  saveAnswers(
    draftId: string,
    changes: Record<string, Answer | null>,
  ): Promise<Outcome<string>>;
  saveConsents(draftId: string, consents: string[]): Promise<Outcome<string>>;
  /**
   * Beside a picture it makes that a checked copy, else it stands for itself. `like`:
   * the same paper of a case of this visit, which was seen then; only where nothing is
   * handed in, and not again after it was taken back: `notAllowedNow`.
   */
  markSeen(
    draftId: string,
    paperId: string,
    like?: { caseId: string; paperId: string },
  ): Promise<Outcome<DraftView>>;
  unmarkSeen(draftId: string, paperId: string): Promise<Outcome<DraftView>>;
  /** The number of an e-certificate, in place of whatever was there. */
  saveCertificate(
    draftId: string,
    paperId: string,
    certificate: string,
  ): Promise<Outcome<DraftView>>;
  /** In place of whatever was there, unsigned. */
  choosePromise(
    draftId: string,
    paperId: string,
    promise: PaperPromise,
  ): Promise<Outcome<DraftView>>;
  /** Papers of this person that are here already and that the county has whole. */
  findHeld(draftId: string): Promise<Outcome<HeldPaper[]>>;
  /** Hands one of them in again; it is not sent again. */
  takeHeld(
    draftId: string,
    paperId: string,
    caseId: string,
  ): Promise<Outcome<DraftView>>;
  /** PNG of the pad under a promise; null clears it. */
  signPromise(
    draftId: string,
    paperId: string,
    png: Blob | null,
  ): Promise<Outcome<DraftView>>;
  clearPaper(draftId: string, paperId: string): Promise<Outcome<DraftView>>;
  /**
   * Decodes, cuts (absent: all of it), resizes to about 150 kB, encrypts, stores,
   * reads back.
   */
  addPhotograph(
    draftId: string,
    paperId: string,
    picture: Picture,
    cut?: Cut,
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
  /** PNG of the pad, of the applicant unless said otherwise; null clears it. */
  saveSignature(
    draftId: string,
    png: Blob | null,
    by?: 'applicant' | 'witness',
  ): Promise<Outcome<DraftView>>;
  /**
   * The print of a finger, photographed: the applicant's signature, or under the
   * promise about a paper.
   */
  saveFingerprint(
    draftId: string,
    paperId: string | null,
    picture: Picture,
    cut?: Cut,
  ): Promise<Outcome<DraftView>>;
  /** Who signs for an applicant who cannot write; null: he signs himself. */
  saveWitness(
    draftId: string,
    name: string | null,
  ): Promise<Outcome<DraftView>>;
  /** Kept 7 days among the removed ones. */
  /** The day on which it is done at his home, YYYY-MM-DD; null: he comes after all. */
  planVisit(draftId: string, day: string | null): Promise<Outcome<DraftView>>;
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
}

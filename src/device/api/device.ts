// Where the device stands, its clerks, and what is done to either.
import type { UnlockPolicy } from '../../protocol/enrolment.ts';
import type { ErrorCode, Outcome } from '../../protocol/error-code.ts';
import type { Watch } from './watch.ts';

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
  /**
   * `empty`: nobody is enrolled here, or not any more, since a person may clear the
   * browser's data under the open counter. `broken`: the store cannot be opened, and
   * what lies in it is not known.
   */
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

export interface DeviceCalls {
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
  /**
   * The unlocked clerk gives over to another, whose secret it is; written down of both.
   * Nothing that lies here changes: what is sealed goes out under its old name.
   */
  handOver(clerkId: string, secret: string): Promise<Outcome<null>>;
  /** Of the unlocked clerk; without a new factor the one he has stays. */
  changeSecret(
    old: { secret: string; factor?: SecondFactor },
    chosen: { secret: string; factor?: SecondFactor },
  ): Promise<Outcome<null>>;
  /** By the head, or a clerk himself: keys leave, a new vault key is made. */
  removeClerk(clerkId: string): Promise<Outcome<null>>;
  lock(): Promise<void>;
}

import { signal, type Signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Staff } from '../protocol/review.ts';
import type { PlatformClient } from './platform-client.ts';
import { ImportQueue } from './imports/import-queue.ts';
import { createListPlace, type ListPlace } from './worklist/list-place.ts';
import type { DecisionDraft } from './case/decision-draft.ts';

/** What every page of the console shares; lives as long as one sign-in. */
export type Review = {
  client: PlatformClient;
  /** Undefined: not asked yet; null: nobody. */
  staff: Signal<Staff | null | undefined>;
  /** The session ended under an open page: sign in again in place. */
  isExpired: Signal<boolean>;
  /** Rises with each sign-in, so that what failed asks again. */
  signIns: Signal<number>;
  place: ListPlace;
  /** Files from sticks; they go on while another page is looked at. */
  imports: ImportQueue;
  /** Half-written decisions by case; in memory alone, they name people. */
  drafts: Map<string, DecisionDraft>;
  /** What was decided since the list was left, by case; and what to say of it now. */
  decided: Map<string, string>;
  said: Signal<string | null>;
};

export function createReview(client: PlatformClient): Review {
  const review: Review = {
    client,
    staff: signal(undefined),
    isExpired: signal(false),
    signIns: signal(0),
    place: createListPlace(),
    imports: new ImportQueue(client),
    drafts: new Map(),
    decided: new Map(),
    said: signal(null),
  };
  client.onSignedOut = () => {
    review.isExpired.value = true;
  };
  return review;
}

/** Takes in who signed in; another person finds nothing of the one before. */
export function enter(review: Review, staff: Staff): void {
  const before = review.staff.peek();
  if (before && before.id !== staff.id) forget(review);
  review.staff.value = staff;
  review.isExpired.value = false;
  review.signIns.value += 1;
}

/** Drops everything that names a person. */
export function forget(review: Review): void {
  review.drafts.clear();
  review.decided.clear();
  review.said.value = null;
  review.place = createListPlace();
  review.imports = new ImportQueue(review.client);
}

export const ReviewContext = createContext<Review | null>(null);

export function useReview(): Review {
  const review = useContext(ReviewContext);
  if (review === null) throw new Error('outside of the console');
  return review;
}

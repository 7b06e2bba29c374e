// A bundle as it is taken in and as it goes on: its draft keeps what has come of it.
import type { Figures } from '../../domain/bundles/figures.ts';
import type { How } from '../../domain/bundles/merge-papers.ts';
import type { DisplayStatus } from '../../domain/cases/display-status.ts';
import type { Bundle } from '../../domain/catalogue/bundle-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';

export type BundlePart = {
  /** Matter code or external id. */
  id: string;
  name: string;
  office: string;
  /** A matter of ours, which is a case; else a step of another office. */
  isOurs: boolean;
  isChosen: boolean;
  required: boolean;
  /** When it belongs to it, in the catalogue's words. */
  whenText: string | null;
  /** Names of the chosen ones right before it. */
  after: string[];
  /** Working days of its own; null: nobody has said. */
  days: number | null;
  /** The promise of the whole does not cover it. */
  outsidePromise: boolean;
  /** Once it is taken in. */
  case: { caseId: string; display: DisplayStatus; isDone: boolean } | null;
  /** It lacks what an earlier one brings: a draft of its own. */
  waitingDraftId: string | null;
  /** What the office outside reported; null: nothing yet. */
  step: { number: string; doneAt: string | null } | null;
  /** The last day of a step, counted from the day it was taken in. */
  dueOn: string | null;
};

export type BundleView = {
  bundle: Bundle;
  leadName: string;
  handOnName: string | null;
  parts: BundlePart[];
  /** Of what the answers so far ask for; never typed in. */
  before: Figures;
  after: Figures;
  /** Merged; `because`: what brings it or stands in for it, in words. */
  papers: { key: string; name: string; how: How; because: string | null }[];
  /** When all of it was taken in; null: not yet. */
  takenInAt: string | null;
  /** Of the chosen parts those that are done. */
  done: number;
};

export interface BundleCalls {
  read(draftId: string): Promise<Outcome<BundleView>>;
  /** What the office of a step outside said. */
  noteStep(
    draftId: string,
    partId: string,
    step: { number: string; isDone: boolean },
  ): Promise<Outcome<BundleView>>;
}

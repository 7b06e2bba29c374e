// What a sheet is printed from: a case, or the draft that will be one.
import type {
  CaseView,
  DraftPaper,
  PageView,
} from '../../device/device-api.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { deviceState } from '../device.ts';
import { now } from '../frame/clock.ts';
import type { Intake } from '../intake/intake.ts';

export type SheetSubject = {
  matter: Matter;
  answers: Answers;
  papers: readonly (DraftPaper | { how: 'generated'; paperId: string })[];
  /** The applicant's own; null: not signed on the screen. */
  signature: PageView | null;
  /** Who signed for an applicant who cannot write. */
  witness: { name: string; signature: PageView | null } | null;
  /** The case; undefined: a draft still, without a number. */
  view: CaseView | undefined;
  /** Day of intake, or today. */
  day: string;
  station: string;
  clerk: string;
  /** All cases of its visit, itself among them; of the sheets that are for all. */
  visit?: SheetSubject[];
};

export function subjectOfCase(view: CaseView, matter: Matter): SheetSubject {
  const { answers, papers, signature, witness, receipt } = view;
  return {
    matter,
    answers,
    papers,
    signature,
    witness,
    view,
    day: chinaDate(receipt.takenInAt),
    station: receipt.stationName,
    clerk: receipt.clerkName,
  };
}

export function subjectOfDraft({ draft, matter, sent }: Intake): SheetSubject {
  const { answers, papers, signature, witness } = draft;
  const state = deviceState.value;
  return {
    matter,
    answers,
    papers,
    signature,
    witness,
    view: sent ?? undefined,
    day: chinaDate(now.value),
    station: state?.station?.name ?? '',
    clerk: state?.clerk?.name ?? '',
  };
}

import type { ReviewAct } from '../../domain/cases/transitions.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';

/** The form that is open; refusing and referring elsewhere share one. */
export type DecisionForm = Exclude<ReviewAct, 'referElsewhere'>;

/** A place to correct, as it is being written. */
export type DraftItem = {
  /** Tells apart two items about the same thing; never shown. */
  key: number;
  /** `paper:V14-M2`, `field:bankAccount`, '' = not chosen yet. */
  about: string;
  reason: string;
  fix: string;
};

/** Everything a reviewer has written about one case and not sent yet. */
export type DecisionDraft = {
  form: DecisionForm | null;
  items: readonly DraftItem[];
  workdays: number;
  refusal: {
    act: 'refuse' | 'referElsewhere';
    reason: string;
    authority: string;
  };
  conclusion: {
    result: string;
    handOver: 'nothing' | 'pickup';
    /** Code of the station whose window hands it over; '' = none of the county's. */
    window: string;
    place: string;
    note: string;
  };
  rejection: { reason: string; remedy: string };
  /** Of every other act, `{act}.{input}` to what was written. */
  fields: Readonly<Record<string, string>>;
  /** Photographs found good, by hash, and points of the checklist. */
  good: readonly string[];
  ticked: readonly string[];
};

/** Ten working days are what notices of the county commonly give. */
const USUAL_WORKDAYS = 10;

export const EMPTY_DRAFT: DecisionDraft = {
  form: null,
  items: [],
  workdays: USUAL_WORKDAYS,
  refusal: { act: 'refuse', reason: '', authority: '' },
  conclusion: {
    result: '',
    handOver: 'nothing',
    window: '',
    place: '',
    note: '',
  },
  rejection: { reason: '', remedy: '' },
  fields: {},
  good: [],
  ticked: [],
};

/** National status code of a conclusion that rejects. */
const REJECTED = 13;

/** A draft that begins with what the catalogue already knows. */
export function newDraft(matter: Matter): DecisionDraft {
  const rejected = matter.outcomes.find(({ status }) => status === REJECTED);
  return {
    ...EMPTY_DRAFT,
    conclusion: { ...EMPTY_DRAFT.conclusion, result: matter.result.name },
    rejection: { reason: '', remedy: rejected?.remedy ?? '' },
  };
}

/** Adds a place to correct and opens the form. */
export function withItem(
  draft: DecisionDraft,
  item: Omit<DraftItem, 'key'>,
): Partial<DecisionDraft> {
  const key = 1 + Math.max(0, ...draft.items.map((each) => each.key));
  return {
    form: 'requestCorrection',
    items: [...draft.items, { key, ...item }],
  };
}

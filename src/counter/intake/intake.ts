// The open draft with what is needed to ask, judge and show it.
import { useEffect, useState } from 'preact/hooks';
import type { CaseView, DraftView } from '../../device/device-api.ts';
import type { WorkCalendar } from '../../domain/calendar/calendar-schema.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { CorrectionItem } from '../../domain/cases/event.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import type { MaterialType } from '../../domain/catalogue/county-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { device, deviceState, useRead, useWatch } from '../device.ts';
import { keepOpen, loadDraft, openDraft } from './draft-saver.ts';

export type Intake = {
  draft: DraftView;
  matter: Matter;
  /** Of the same version. */
  calendar: WorkCalendar;
  regions: Catalogue['regions'];
  materialTypes: MaterialType[];
  /** Demo numbers are let through in the demo alone. */
  isDemo: boolean;
  /** The case as it was sent, when the draft is about one that is here. */
  sent: CaseView | null;
};

export type IntakeState =
  | { state: 'opening' }
  /** Submitted, removed, or not to be read. */
  | { state: 'gone' | 'unreadable' }
  /** Its version of the catalogue is not here; `isGone`: nor at the county. */
  | { state: 'versionMissing'; version: string; isGone: boolean }
  | { state: 'open'; intake: Intake };

/** Opens the draft and keeps it open from step to step. */
export function useIntake(draftId: string): IntakeState {
  const [failure, setFailure] = useState<'gone' | 'unreadable'>();
  useEffect(() => {
    setFailure(undefined);
    if (keepOpen(draftId)) return;
    const load = async () => {
      const read = await loadDraft(draftId);
      if (read.ok) return;
      setFailure(read.code === 'draftNotFound' ? 'gone' : 'unreadable');
    };
    void load();
  }, [draftId]);
  const draft = openDraft.value;
  const isOpen = draft?.draftId === draftId;
  const read = usePinned(isOpen ? draft : undefined);
  const regions = useRead((device) => device.catalogue.regions());
  const materialTypes = useRead((device) => device.catalogue.materialTypes());
  const sent = useSentCase(isOpen ? draft : undefined);
  if (failure !== undefined && !isOpen) return { state: failure };
  if (
    !isOpen ||
    read === undefined ||
    regions === undefined ||
    materialTypes === undefined ||
    sent === undefined
  ) {
    return { state: 'opening' };
  }
  if (!read.ok)
    return read.code === 'catalogueMissing'
      ? {
          state: 'versionMissing',
          version: draft.catalogueVersion,
          isGone: read.details?.['gone'] === 1,
        }
      : { state: 'unreadable' };
  const isDemo = deviceState.value?.catalogue?.demo ?? false;
  return {
    state: 'open',
    intake: { draft, ...read.value, regions, materialTypes, isDemo, sent },
  };
}

type Pinned = Pick<Intake, 'matter' | 'calendar'>;

/** Matter and calendar as the draft has them pinned; undefined until they are read. */
function usePinned(draft: DraftView | undefined): Outcome<Pinned> | undefined {
  const { matterCode = '', catalogueVersion = '' } = draft ?? {};
  // What a bundle asks follows from the answers to its questions.
  const answers = draft?.bundle === undefined ? undefined : draft.answers;
  const key = `${matterCode} ${catalogueVersion} ${questionsIn(answers)}`;
  const [held, setHeld] = useState<{ key: string; read: Outcome<Pinned> }>();
  useEffect(() => {
    if (matterCode === '') return;
    const load = async () => {
      const read = await readPinned(matterCode, catalogueVersion, answers);
      setHeld({ key, read });
    };
    void load();
  }, [key]);
  const isOfDraft = held?.key.startsWith(`${matterCode} ${catalogueVersion} `);
  return isOfDraft === true ? held?.read : undefined;
}

/** Its fields are named after their component; a question has a plain name. */
function questionsIn(answers: Answers = {}): string {
  return JSON.stringify(
    Object.entries(answers).filter(([id]) => !id.includes('_')),
  );
}

async function readPinned(
  code: string,
  version: string,
  answers: Answers | undefined,
): Promise<Outcome<Pinned>> {
  const { catalogue } = device();
  const matter = await catalogue.matter(code, version, answers);
  if (!matter.ok) return matter;
  const calendar = await catalogue.calendar(version);
  return calendar.ok
    ? {
        ok: true,
        value: { matter: matter.value, calendar: calendar.value },
      }
    : calendar;
}

/** Null when the draft begins a case; undefined until it is known. */
function useSentCase(
  draft: DraftView | undefined,
): CaseView | null | undefined {
  const purpose = draft?.purpose;
  const caseId = caseIdOf(draft) ?? '';
  const view = useWatch<CaseView | null>(
    (device) => (callback) =>
      caseId === ''
        ? Promise.resolve(() => undefined)
        : device.cases.watchOne(caseId, callback),
    [caseId],
  );
  if (purpose === undefined) return undefined;
  return caseId === '' ? null : view.value;
}

/** The case that the draft is about; undefined: it will be one. */
export function caseIdOf(
  draft: Pick<DraftView, 'purpose'> | undefined,
): string | undefined {
  const purpose = draft?.purpose;
  if (purpose === undefined) return undefined;
  return purpose.kind === 'submit' ? purpose.repairs?.caseId : purpose.caseId;
}

/** What a correction notice names; undefined in an ordinary draft. */
export function correctionItems({
  draft,
}: Pick<Intake, 'draft'>): CorrectionItem[] | undefined {
  return draft.purpose.kind === 'answerCorrection'
    ? draft.purpose.items
    : undefined;
}

/** True when an answer differs from what was sent; always in a first draft. */
export function hasFormChanged({ draft, sent }: Intake): boolean {
  if (sent === null || draft.purpose.kind === 'submit') return true;
  return !sameAnswers(draft.answers, sent.answers);
}

function sameAnswers(one: Answers, other: Answers): boolean {
  const ids = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.from(ids).every(
    (id) => JSON.stringify(one[id]) === JSON.stringify(other[id]),
  );
}

/** 「{matter} · {name}」, or the matter alone while no name stands there. */
export function subjectOf({
  matter,
  draft,
  sent,
}: Pick<Intake, 'draft' | 'matter' | 'sent'>) {
  const name =
    applicantName(matter, draft.answers) || (sent?.applicantName ?? '');
  return name === '' ? matter.short : `${matter.short} · ${name}`;
}

/** 12-digit code of the station's village; null at a hall. */
export function ownVillage(): string | null {
  const station = deviceState.value?.station ?? null;
  return station === null || station.villageName === null ? null : station.code;
}

/** What the browser keeps of a step: the step and the matter, never the person. */
export function tabTitle(step: string, matter: Matter): string {
  return `${step} · ${matter.short}`;
}

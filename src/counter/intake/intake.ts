// The open draft with what is needed to ask, judge and show it.
import { useEffect, useState } from 'preact/hooks';
import type { CaseView, DraftView } from '../../device/device-api.ts';
import type { Answers } from '../../domain/cases/answers.ts';
import type { CorrectionItem } from '../../domain/cases/event.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import type { MaterialType } from '../../domain/catalogue/county-schema.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { applicantName } from '../../domain/rules/applicant.ts';
import { device, deviceState, useRead, useWatch } from '../device.ts';
import { loadDraft, openDraft } from './draft-saver.ts';

export type Intake = {
  draft: DraftView;
  matter: Matter;
  regions: Catalogue['regions'];
  materialTypes: MaterialType[];
  /** Demo numbers are let through in the demo alone. */
  isDemo: boolean;
  /** The case as it was sent, when the draft answers a correction. */
  sent: CaseView | null;
};

export type IntakeState =
  | { state: 'opening' }
  /** Submitted, removed, or not to be read. */
  | { state: 'gone' | 'unreadable' }
  | { state: 'open'; intake: Intake };

/** Opens the draft and keeps it open from step to step. */
export function useIntake(draftId: string): IntakeState {
  const [failure, setFailure] = useState<'gone' | 'unreadable'>();
  useEffect(() => {
    setFailure(undefined);
    if (openDraft.value?.draftId === draftId) return;
    const load = async () => {
      const read = await loadDraft(draftId);
      if (read.ok) return;
      setFailure(read.code === 'draftNotFound' ? 'gone' : 'unreadable');
    };
    void load();
  }, [draftId]);
  const draft = openDraft.value;
  const isOpen = draft?.draftId === draftId;
  const matter = useMatter(isOpen ? draft.matterCode : undefined);
  const regions = useRead((device) => device.catalogue.regions());
  const materialTypes = useRead((device) => device.catalogue.materialTypes());
  const sent = useSentCase(isOpen ? draft : undefined);
  if (failure !== undefined && !isOpen) return { state: failure };
  if (
    !isOpen ||
    matter === undefined ||
    regions === undefined ||
    materialTypes === undefined ||
    sent === undefined
  ) {
    return { state: 'opening' };
  }
  if (matter === null) return { state: 'unreadable' };
  const isDemo = deviceState.value?.catalogue?.demo ?? false;
  return {
    state: 'open',
    intake: { draft, matter, regions, materialTypes, isDemo, sent },
  };
}

/** Undefined until read; null when this device has no such matter. */
function useMatter(code: string | undefined): Matter | null | undefined {
  const [matter, setMatter] = useState<Matter | null>();
  useEffect(() => {
    if (code === undefined) return;
    const load = async () => {
      const read = await device().catalogue.matter(code);
      setMatter(read.ok ? read.value : null);
    };
    void load();
  }, [code]);
  return matter === null || matter?.code === code ? matter : undefined;
}

/** Null when the draft is no correction; undefined until it is known. */
function useSentCase(
  draft: DraftView | undefined,
): CaseView | null | undefined {
  const purpose = draft?.purpose;
  const caseId = purpose?.kind === 'answerCorrection' ? purpose.caseId : '';
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

/** What a correction notice names; undefined in an ordinary draft. */
export function correctionItems({
  draft,
}: Pick<Intake, 'draft'>): CorrectionItem[] | undefined {
  return draft.purpose.kind === 'answerCorrection'
    ? draft.purpose.items
    : undefined;
}

/** The fields this draft may change: all, or those a correction names. */
export function openFields(intake: Pick<Intake, 'draft' | 'matter'>): Field[] {
  const items = correctionItems(intake);
  if (items === undefined) return intake.matter.fields;
  const named = new Set(
    items.filter(({ target }) => target === 'field').map(({ about }) => about),
  );
  return intake.matter.fields.filter(({ id }) => named.has(id));
}

/** True when an answer differs from what was sent; always in a first draft. */
export function hasFormChanged({ draft, sent }: Intake): boolean {
  if (sent === null) return true;
  return !sameAnswers(draft.answers, sent.answers);
}

function sameAnswers(one: Answers, other: Answers): boolean {
  const ids = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Array.from(ids).every(
    (id) => JSON.stringify(one[id]) === JSON.stringify(other[id]),
  );
}

/** 「{matter} · {name}」, or the matter alone while no name stands there. */
export function subjectOf({ matter, draft }: Pick<Intake, 'draft' | 'matter'>) {
  const name = applicantName(matter, draft.answers);
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

import {
  findBundle,
  makeBundleMatter,
  paperName,
  type BundleMatter,
} from '../../domain/bundles/bundle-matter.ts';
import { alongOrder, componentId } from '../../domain/bundles/component.ts';
import {
  bundleFigures,
  daysInBundle,
  officeOf,
} from '../../domain/bundles/figures.ts';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { intakeDay } from '../../domain/cases/intake-day.ts';
import type { BundleComponent } from '../../domain/catalogue/bundle-schema.ts';
import { findMatterByCode } from '../../domain/catalogue/get-matter.ts';
import type { Outcome } from '../../protocol/error-code.ts';
import { viewCase } from '../cases/view-case.ts';
import type { Published } from '../catalogue/county-files.ts';
import type { BundlePart, BundleView } from '../device-api.ts';
import { moment, nowIso, type OpenContext } from '../device-context.ts';
import { done, failed } from '../outcome.ts';
import { NOTHING_TAKEN, type BundleTaken } from './draft-content.ts';
import { changeDraft, openDraft } from './save-draft.ts';

/** `notFound`: the draft is of no bundle. */
export async function viewBundle(
  context: OpenContext,
  draftId: string,
): Promise<Outcome<BundleView>> {
  const draft = await openDraft(context, draftId);
  if (!draft.ok) return draft;
  const { content } = draft.value;
  const published = await context.files.pinned(content.catalogueVersion);
  if (!published.ok) return failed('catalogueMissing');
  const { catalogue, calendar } = published.value;
  const bundle = findBundle(catalogue, content.matterCode);
  if (bundle === undefined) return failed('notFound');
  const { taken = NOTHING_TAKEN, answers } = content;
  const made = makeBundleMatter(catalogue, bundle, answers);
  const { form } = made;
  const today = intakeDay(await moment(context));
  const figures = bundleFigures(catalogue, form, answers, { today, calendar });
  const parts = await viewParts(context, published.value, made, taken);
  const nameOf = (id: string) => parts.find((each) => each.id === id)?.name;
  const office = (id: string) =>
    catalogue.departments.find((each) => each.id === id)?.name ?? id;
  return done({
    bundle,
    leadName: office(bundle.lead),
    handOnName: bundle.handOnTo === undefined ? null : office(bundle.handOnTo),
    parts,
    before: figures.before,
    after: figures.after,
    papers: figures.papers.map(({ key, material, how, because }) => ({
      key,
      name: paperName(bundle, material),
      how,
      because:
        (because !== null && nameOf(because)) ||
        (bundle.substitutions.find(({ need }) => need === key)?.note ?? null),
    })),
    takenInAt: taken.at,
    done: parts.filter(isDone).length,
  });
}

const isDone = (part: BundlePart) =>
  part.case?.isDone === true || (part.step?.doneAt ?? null) !== null;

async function viewParts(
  context: OpenContext,
  { catalogue, calendar }: Published,
  { form: { bundle, chosen } }: BundleMatter,
  taken: BundleTaken,
): Promise<BundlePart[]> {
  const chosenIds = new Set(chosen.map(componentId));
  const ends = alongOrder<number>(bundle, (id, before) => {
    const component = chosen.find((each) => componentId(each) === id);
    const days =
      component === undefined ? 0 : daysInBundle(catalogue, component);
    return Math.max(0, ...before) + days;
  });
  const nameOf = (component: BundleComponent) =>
    'matter' in component
      ? (findMatterByCode(catalogue, component.matter)?.short ?? '')
      : component.name;
  const dueOn = (component: BundleComponent, id: string) => {
    const isKnown = 'external' in component && component.promisedDays !== null;
    if (!isKnown || taken.at === null) return null;
    return addWorkingDays(chinaDate(taken.at), ends.get(id) ?? 0, calendar)
      .date;
  };
  return Promise.all(
    bundle.components.map(async (component): Promise<BundlePart> => {
      const id = componentId(component);
      const caseId = taken.cases[id];
      const view =
        caseId === undefined ? null : await viewCase(context, caseId, false);
      const officeId = officeOf(catalogue, component);
      return {
        id,
        name: nameOf(component),
        office:
          catalogue.departments.find((each) => each.id === officeId)?.name ??
          '',
        isOurs: 'matter' in component,
        isChosen: chosenIds.has(id),
        required: component.required,
        whenText: component.whenText ?? null,
        after: bundle.components
          .filter((each) => {
            const before = componentId(each);
            return component.after.includes(before) && chosenIds.has(before);
          })
          .map(nameOf),
        days:
          'external' in component && component.promisedDays === null
            ? null
            : daysInBundle(catalogue, component),
        outsidePromise: component.outsidePromise === true,
        case: view && {
          caseId: view.caseId,
          display: view.display,
          isDone: view.state.endedAt !== null,
        },
        waitingDraftId:
          caseId === undefined ? (taken.waiting[id] ?? null) : null,
        step: taken.steps[id] ?? null,
        dueOn: dueOn(component, id),
      };
    }),
  );
}

/** What the office of a step outside said; a step done is done since the first word. */
export async function noteStep(
  context: OpenContext,
  wish: { draftId: string; partId: string },
  step: { number: string; isDone: boolean },
): Promise<Outcome<BundleView>> {
  const { draftId, partId } = wish;
  const at = nowIso(context);
  const changed = await changeDraft(context, draftId, (content) => {
    const { taken = NOTHING_TAKEN } = content;
    const before = taken.steps[partId]?.doneAt ?? at;
    const noted = {
      number: step.number.trim(),
      doneAt: step.isDone ? before : null,
    };
    return {
      ...content,
      taken: { ...taken, steps: { ...taken.steps, [partId]: noted } },
    };
  });
  return changed.ok ? viewBundle(context, draftId) : changed;
}

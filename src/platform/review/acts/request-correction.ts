import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import type { CorrectionItem } from '../../../domain/cases/event.ts';
import {
  findField,
  findMaterial,
} from '../../../domain/catalogue/get-matter.ts';
import type { Matter } from '../../../domain/catalogue/matter-schema.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';
import { silentOffices } from './asked-offices.ts';

/**
 * All that is to be put right, at once. What offices that were asked together demand
 * goes out in one notice, so it waits until each has spoken or the day is over.
 */
export function requestCorrection(act: Act<'requestCorrection'>): ActResult {
  const { row, decision, matter, calendar, today } = act;
  if (!decision.items.every((item) => isAboutMatter(matter, item)))
    return refused('badRequest');
  const { joint, status } = row.state;
  const isJoint = status !== 'received' && joint !== undefined;
  if (isJoint && joint.dueOn.date >= today) {
    const missing = silentOffices(act);
    if (missing.length > 0)
      return { ok: false, code: 'officesSilent', missing };
  }
  const demanded = isJoint ? joint.offices.flatMap(({ items }) => items) : [];
  return recorded({
    kind: 'correctionRequested',
    items: together([...decision.items, ...demanded]),
    dueOn: addWorkingDays(today, decision.workdays, calendar),
  });
}

/** Whether the matter has the field or paper that it names. */
export function isAboutMatter(
  matter: Matter,
  { about, target }: CorrectionItem,
): boolean {
  return target === 'field'
    ? findField(matter, about) !== undefined
    : findMaterial(matter, about) !== undefined;
}

/** The same demand of two offices is one. */
function together(items: readonly CorrectionItem[]): CorrectionItem[] {
  const seen = new Set<string>();
  return items.filter(({ about, reason }) => {
    const key = `${about} ${reason}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

import { chinaDate } from '../../domain/calendar/civil-date.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { UNDER_WAY_WORKDAYS } from '../../domain/cases/lapse.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { CaseRow } from '../database/queries/cases.ts';
import { findContactBefore } from '../database/queries/devices.ts';
import { takenInAt } from './intake-interval.ts';
import type { Application } from './judgement.ts';
import { readInterval } from './read-interval.ts';

/**
 * Whether a correction was answered after its day. What the applicant handed over
 * in time counts, whenever it arrives: the lapse is provisional until the device
 * was in contact after the day and had not made the answer, or ten working days.
 */
export async function isLate(
  application: Application<'answerCorrection'>,
  { state, catalogueVersion }: CaseRow,
): Promise<boolean> {
  const { context, work, device, envelope, operation } = application;
  const due = state.correction?.dueOn.date;
  if (due === undefined) return false;
  const madeAt = takenInAt(await readInterval(application, operation.madeAt));
  if (chinaDate(madeAt) > due) return true;
  const { calendar } = await getCatalogue(context, catalogueVersion, work.tx);
  const last = addWorkingDays(due, UNDER_WAY_WORKDAYS, calendar).date;
  if (chinaDate(application.arrivedAt) > last) return true;
  const contact = await findContactBefore(work.tx, {
    county: context.config.county,
    deviceId: device.deviceId,
    seq: envelope.seq,
  });
  return contact !== undefined && chinaDate(contact) > due;
}

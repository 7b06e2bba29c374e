// A case goes from one office to the next along its matter's route.
import {
  isDepartment,
  nextDepartment,
  routeStop,
} from '../../../domain/catalogue/case-route.ts';
import { recorded, refused, type Act, type ActResult } from './act.ts';

/** To the next department of the matter's route, or to the one named. */
export function dispatch({
  row,
  decision,
  catalogue,
  matter,
}: Act<'dispatch'>): ActResult {
  const { officeId, reason } = decision;
  if (officeId !== undefined && !isDepartment(catalogue, officeId))
    return refused('badRequest');
  const stop =
    officeId === undefined
      ? nextDepartment(catalogue, matter, row.state.officeId)
      : routeStop(matter, officeId);
  return stop === undefined
    ? refused('badRequest')
    : recorded({
        kind: 'dispatched',
        ...stop,
        ...(reason !== undefined && { reason }),
      });
}

/** To the township; why is for whoever dispatches it next. */
export function giveBack({ row, decision }: Act<'return'>): ActResult {
  const { reason } = decision;
  const { officeId } = row.state;
  return officeId === null
    ? refused('notAllowed')
    : recorded({ kind: 'returned', officeId, reason });
}

/** The department that has it begins. */
export function start({ row }: Act<'start'>): ActResult {
  const { officeId } = row.state;
  return officeId === null
    ? refused('notAllowed')
    : recorded({ kind: 'departmentStarted', officeId });
}

/** The opinion of whoever has it, for whoever decides. */
export function firstReview({
  row,
  decision,
  matter,
}: Act<'firstReview'>): ActResult {
  const { opinion, note } = decision;
  const officeId = row.state.officeId ?? matter.routing.acceptedBy;
  return recorded({ kind: 'firstReviewed', officeId, opinion, note });
}

import type { Moment } from '../../domain/cases/operation.ts';
import { findTicketIssue } from '../database/queries/tickets.ts';
import { intakeInterval, type IntakeInterval } from './intake-interval.ts';
import type { Batch } from './judgement.ts';

/** Between which moments a device did what it signed, as the platform knows. */
export async function readInterval(
  { context, work, device, arrivedAt }: Batch,
  madeAt: Moment,
): Promise<IntakeInterval> {
  const { county } = context.config;
  const { deviceId } = device;
  return intakeInterval(madeAt, {
    notBefore: await findTicketIssue(work.tx, { county, deviceId }),
    arrivedAt,
  });
}

// An operation that a test knows again by its applicant.
import type { SubmitOperation } from '../../../src/domain/cases/operation.ts';
import type { TestDevice } from '../../support/device-builder.ts';

/** A submit of the device, of a person of that name. */
export function named(
  device: TestDevice,
  applicantName: string,
): SubmitOperation {
  const operation = device.submitOperation();
  return { ...operation, answers: { ...operation.answers, applicantName } };
}

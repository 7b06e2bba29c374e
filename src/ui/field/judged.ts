import type { CheckResult } from '../../domain/rules/answer-issue.ts';
import type { FieldIssue } from './field-props.ts';

/** What a check of the domain found, as the issue of a field. */
export function judged(result: CheckResult<unknown>): FieldIssue | undefined {
  if (result.ok) return undefined;
  const { code, params } = result;
  return params === undefined ? { code } : { code, params };
}

import type { EligibilityCheck, Field } from '../catalogue/form-schema.ts';
import { asksAbout } from './asks-about.ts';

/**
 * The field beside which a check is said: the last one it looks at, for only then is
 * all of it answered. undefined: it looks at none.
 */
export function checkPlace(
  form: { fields: readonly Field[] },
  { expr }: Pick<EligibilityCheck, 'expr'>,
): Field | undefined {
  return asksAbout(form, expr).at(-1);
}

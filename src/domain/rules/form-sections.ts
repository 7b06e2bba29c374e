import type { Field } from '../catalogue/form-schema.ts';

export interface FormSections {
  /** Who stands at the counter, and who acts for them. */
  applicantFields: Field[];
  /** What the matter itself asks. */
  matterFields: Field[];
}

/**
 * The form in the two steps of the counter, each in the catalogue's order. The
 * first holds what a known resident fills at once: all fields of the counter's
 * role, who submits, and the agent.
 */
export function formSections(form: {
  counterRole: string;
  fields: readonly Field[];
}): FormSections {
  const roles = [`${form.counterRole}.`, 'agent.'];
  const isApplicants = ({ id, prefill = '' }: Field) =>
    id === 'submitBy' || roles.some((role) => prefill.startsWith(role));
  return {
    applicantFields: form.fields.filter(isApplicants),
    matterFields: form.fields.filter((field) => !isApplicants(field)),
  };
}

// Every condition of a catalogue must be of the grammar, name what is there and
// compare what can be compared. At the counter a wrong one would only never be
// true, and nobody would notice the paper that is not asked for.
import { checkCondition } from '../rules/expressions/check-condition.ts';
import type { ExpressionIssue } from '../rules/expressions/expression.ts';
import type { Named, Scope } from '../rules/expressions/value-type.ts';
import { visibilityOrder } from '../rules/visibility-order.ts';
import type { Bundle } from './bundle-schema.ts';
import type { Checker } from './check-context.ts';
import type {
  EligibilityCheck,
  Field,
  Material,
  MaterialUse,
} from './form-schema.ts';

interface ConditionalForm {
  fields: readonly Field[];
  materials: readonly (Material | MaterialUse)[];
  checks: readonly EligibilityCheck[];
}

/** Where a form lies in the file. */
interface Place {
  /** The code that people know it by: `V04`, `person`. */
  owner: string;
  at: string;
  /** The form's checks have two names. */
  checksAt: string;
}

/** Conditions of a matter's form or of an applicant form. */
export function checkFormConditions(
  { fields, materials, checks }: ConditionalForm,
  { owner, at, checksAt }: Place,
  check: Checker,
): void {
  const look = conditionCheck(scopeOf(fields), owner, check);
  fields.forEach(({ id, visibleIf, requiredIf, optionIf = {} }, index) => {
    look(visibleIf, id, `${at}.fields.${index}.visibleIf`);
    look(requiredIf, id, `${at}.fields.${index}.requiredIf`);
    for (const [option, condition] of Object.entries(optionIf))
      look(condition, id, `${at}.fields.${index}.optionIf.${option}`);
  });
  materials.forEach(({ id, typeId, requiredIf }, index) => {
    look(requiredIf, id ?? typeId, `${at}.materials.${index}.requiredIf`);
  });
  checks.forEach(({ id, expr }, index) => {
    look(expr, id, `${checksAt}.${index}.expr`);
  });
  const { circle } = visibilityOrder(fields);
  const [first] = circle;
  if (first === undefined) return;
  const index = fields.findIndex(({ id }) => id === first.id);
  const detail = [...circle, first].map(({ id }) => id).join(' > ');
  const issue: ExpressionIssue = { code: 'circle', at: first.at, detail };
  const path = `${at}.fields.${index}.visibleIf`;
  check.report(path, 'condition', describe(issue, owner, first.id));
}

/**
 * Conditions of a bundle: they ask its questions, and the papers of an external
 * component also what the applicant form has asked before.
 */
export function checkBundleConditions(
  bundle: Bundle,
  at: string,
  check: Checker,
): void {
  const questions = scopeOf(bundle.questions);
  const { applicantForms } = check.catalogue;
  const kind = bundle.applicant ?? 'person';
  const hasForm = kind === 'organisation' || bundle.applicantForm === true;
  const asked = scopeOf(hasForm ? applicantForms[kind].fields : []);
  bundle.questions.forEach(({ id }, index) => {
    // A condition could not say which of the two it means.
    if (asked.has(id))
      check.report(`${at}.questions.${index}`, 'duplicate', id);
  });
  const ofQuestions = conditionCheck(questions, bundle.code, check);
  const scope = new Map([...asked, ...questions]);
  const ofPapers = conditionCheck(scope, bundle.code, check);
  bundle.components.forEach((component, index) => {
    const path = `${at}.components.${index}`;
    const id = 'matter' in component ? component.matter : component.external;
    ofQuestions(component.when, id, `${path}.when`);
    if ('matter' in component) return;
    component.materials.forEach((material, n) => {
      const name = `${id} ${material.id ?? material.typeId}`;
      ofPapers(material.requiredIf, name, `${path}.materials.${n}.requiredIf`);
    });
  });
}

function scopeOf(fields: readonly (Named & { id: string })[]): Scope {
  return new Map(fields.map((field) => [field.id, field]));
}

function conditionCheck(scope: Scope, owner: string, check: Checker) {
  return (text: string | undefined, id: string, path: string): void => {
    if (text === undefined) return;
    for (const issue of checkCondition(text, scope)) {
      check.report(path, 'condition', describe(issue, owner, id));
    }
  };
}

/** `V04 deathDate, character 11: notAnOption (dead)` */
function describe(
  { code, at, detail }: ExpressionIssue,
  owner: string,
  id: string,
): string {
  const said = detail === undefined ? '' : ` (${detail})`;
  return `${owner} ${id}, character ${at + 1}: ${code}${said}`;
}

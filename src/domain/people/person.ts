// A person as forms know one: the catalogue says by `prefill` which field holds what
// of whom (`wife.hukou`).
import * as v from 'valibot';
import { answerSchema, type Answer, type Answers } from '../cases/answers.ts';
import type { Field } from '../catalogue/form-schema.ts';
import { checkIdNumber } from '../rules/checks/id-number.ts';
import { FEMALE, MALE } from '../rules/expressions/helpers.ts';
import { readHolder } from '../rules/expressions/id-number-holder.ts';

/** What is kept of a person. Accounts are not: they are asked each time. */
const ATTRIBUTES = [
  'idNo',
  'name',
  'phone',
  'hukou',
  'residence',
  'ethnic',
  /** Who lives together with him, as he said last. */
  'members',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

/** `idNo`: in normal form, with a right check character. */
export const personSchema = v.object({
  idNo: v.pipe(
    v.string(),
    v.check((text) => checkIdNumber(text).ok),
  ),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  phone: v.exactOptional(answerSchema),
  hukou: v.exactOptional(answerSchema),
  residence: v.exactOptional(answerSchema),
  ethnic: v.exactOptional(answerSchema),
  members: v.exactOptional(answerSchema),
});
export type Person = v.InferOutput<typeof personSchema>;

type Form = { counterRole: string; fields: readonly Field[] };

/** Whoever only acts for somebody else is not a resident who was served. */
export const AGENT = 'agent';

/** Everybody of whom the answers give a name and a right identity number, by role. */
export function personsIn(form: Form, answers: Answers): Map<string, Person> {
  const known = new Map<string, Answers>();
  for (const field of form.fields) {
    const [role, attribute] = placeOf(form, field);
    const answer = answers[field.id];
    if (answer !== undefined && role !== AGENT && isAttribute(attribute))
      known.set(role, { ...known.get(role), [attribute]: answer });
  }
  const persons = new Map<string, Person>();
  for (const [role, { idNo, ...others }] of known) {
    const number = checkIdNumber(typeof idNo === 'string' ? idNo : '');
    if (!number.ok) continue;
    const idNumber = number.value.number;
    const person = v.safeParse(personSchema, { ...others, idNo: idNumber });
    if (person.success) persons.set(role, person.output);
  }
  return persons;
}

/** `from`: the attribute that said it. */
export type Fill = { fieldId: string; value: Answer; from: string };

/** All that was said of somebody, by attribute; kept for as long as he is here. */
export type Facts = { idNo: string; name: string } & {
  [attribute: string]: Answer | undefined;
};

/** Everybody of whom the answers give a name and a right number, the agent too. */
export function factsIn(form: Form, answers: Answers): Map<string, Facts> {
  const said = new Map<string, Answers>();
  for (const field of form.fields) {
    const [role, attribute] = placeOf(form, field);
    const answer = answers[field.id];
    if (answer !== undefined && attribute !== '')
      said.set(role, { ...said.get(role), [attribute]: answer });
  }
  const people = new Map<string, Facts>();
  for (const [role, { idNo, name, ...others }] of said) {
    const number = checkIdNumber(typeof idNo === 'string' ? idNo : '');
    if (number.ok && typeof name === 'string' && name !== '')
      people.set(role, { ...others, name, idNo: number.value.number });
  }
  return people;
}

/** What of a person in that role the form asks; birth and sex by the number. */
export function fillsOf(
  form: Form,
  role: string,
  { person, today }: { person: Facts; today: string },
): Fill[] {
  const holder = readHolder(person.idNo, today);
  const byNumber: Record<string, Answer | undefined> = {
    birth: holder?.birthDate,
    sex: holder === null ? undefined : holder.isMale ? MALE : FEMALE,
  };
  return form.fields.flatMap((field) => {
    const [of, attribute] = placeOf(form, field);
    const isKept = person[attribute] !== undefined;
    const value = isKept ? person[attribute] : byNumber[attribute];
    if (of !== role || value === undefined) return [];
    const isOffered =
      field.options === undefined ||
      (typeof value === 'string' && field.options.includes(value));
    return isOffered
      ? [{ fieldId: field.id, value, from: isKept ? attribute : 'idNo' }]
      : [];
  });
}

/** Roles of whom the form asks a number: each may be one known resident. */
export function rolesIn(fields: readonly Field[]): string[] {
  return fields.flatMap(({ prefill = '' }) => {
    const [role = '', attribute] = prefill.split('.');
    return attribute === 'idNo' && role !== AGENT ? [role] : [];
  });
}

/** Role and attribute; a household is that of the person at the counter. */
function placeOf(
  { counterRole }: Form,
  { prefill = '' }: Field,
): [role: string, attribute: string] {
  const [role = '', attribute = ''] = prefill.split('.');
  return [role === 'household' ? counterRole : role, attribute];
}

const isAttribute = (text: string): text is Attribute =>
  (ATTRIBUTES as readonly string[]).includes(text);

// When a paper of one case is the very paper that another asks for: the same type of
// paper, about the same role, of the person with the same identity number.
import type { Answers } from '../cases/answers.ts';
import type { Field, Material } from '../catalogue/form-schema.ts';
import { stripSeparators } from './normal-form.ts';

type Form = { counterRole: string; fields: readonly Field[] };

/**
 * Says which paper it is; the same text is the same paper. undefined: it is made for
 * one application alone, or nobody knows yet whose it is.
 */
export function paperIdentity(
  form: Form,
  material: Pick<
    Material,
    'typeId' | 'subject' | 'source' | 'kind' | 'handling'
  >,
  answers: Answers,
): string | undefined {
  const { typeId, subject, source, kind, handling } = material;
  const isLasting =
    source === 'citizen' &&
    handling === 'view' &&
    (kind === 'original' || kind === 'copy');
  if (!isLasting) return undefined;
  const field = ownerField(form, material);
  const number = field === undefined ? undefined : answers[field.id];
  if (typeof number !== 'string') return undefined;
  const idNo = stripSeparators(number).toUpperCase();
  return idNo.length < 15 ? undefined : `${typeId}/${subject}/${idNo}`;
}

/** In which field stands whose it is. */
export function ownerField(
  { counterRole, fields }: Form,
  { subject }: Pick<Material, 'subject'>,
): Field | undefined {
  // A household has no number; its book is that of the person at the counter.
  const owner = subject === 'household' ? counterRole : subject;
  return fields.find(({ prefill }) => prefill === `${owner}.idNo`);
}

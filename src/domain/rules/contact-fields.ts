import type { Field } from '../catalogue/form-schema.ts';

/**
 * A field that says how to reach someone, which may change while a case runs; the
 * address that decides the township is none.
 */
export function isContactField(
  matter: { fields: readonly Field[]; routing: { belongsBy: string } },
  id: string,
): boolean {
  const type = matter.fields.find((field) => field.id === id)?.type;
  return (
    type === 'phone' || (type === 'address' && id !== matter.routing.belongsBy)
  );
}

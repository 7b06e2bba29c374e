// Look-ups by id in a catalogue that has been read. `find` may come back empty
// (ids from outside), `get` throws (ids the catalogue itself vouches for).
import type { Catalogue, Category } from './catalogue-schema.ts';
import type { Department, MaterialType } from './county-schema.ts';
import type { Field, Material } from './form-schema.ts';
import type { Matter } from './matter-schema.ts';

/** undefined: this catalogue has none of that code. */
export function findMatterByCode<M extends Pick<Matter, 'code'> = Matter>(
  catalogue: { matters: readonly M[] },
  code: string,
): M | undefined {
  return catalogue.matters.find((matter) => matter.code === code);
}

/** @throws when the catalogue has no such matter. */
export function getMatter<M extends Pick<Matter, 'code'> = Matter>(
  catalogue: { matters: readonly M[] },
  code: string,
): M {
  return must(findMatterByCode(catalogue, code), `matter ${code}`);
}

/** @throws when there is none of that id. */
export function getCategory(
  catalogue: Pick<Catalogue, 'categories'>,
  id: string,
): Category {
  const found = catalogue.categories.find((category) => category.id === id);
  return must(found, `category ${id}`);
}

/** @throws when there is none of that id. */
export function getDepartment(
  catalogue: Pick<Catalogue, 'departments'>,
  id: string,
): Department {
  const found = catalogue.departments.find((each) => each.id === id);
  return must(found, `department ${id}`);
}

/** The type of a paper; its handbook and correction reasons hold everywhere. */
export function getMaterialType(
  catalogue: Pick<Catalogue, 'materialTypes'>,
  typeId: string,
): MaterialType {
  const found = catalogue.materialTypes.find(({ id }) => id === typeId);
  return must(found, `material type ${typeId}`);
}

/** undefined: the form asks nothing of that id. */
export function findField(
  matter: Pick<Matter, 'fields'>,
  id: string,
): Field | undefined {
  return matter.fields.find((field) => field.id === id);
}

/** undefined: the matter asks for no paper of that id. */
export function findMaterial(
  matter: Pick<Matter, 'materials'>,
  id: string,
): Material | undefined {
  return matter.materials.find((material) => material.id === id);
}

function must<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the catalogue has no ${what}`);
  return found;
}

// Where the county found something wrong, from its paths to the form's own words.
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { formSections } from '../../domain/rules/form-sections.ts';
import { attentionText } from '../../text/counter.ts';
import type { Step } from '../intake/judge.ts';

/** A place of a refused operation. */
export type RefusedPlace = {
  /** As the form calls it. */
  label: string;
  /** Where it is mended; undefined: not in the form. */
  at?: { step: Step; query: string };
  field?: Field;
};

type Contents = {
  matter: Matter;
  /** In the order of the operation. */
  papers: readonly { paperId: string }[];
};

/** The places, each once, in the county's order. */
export function refusedPlaces(
  paths: readonly string[],
  contents: Contents,
): RefusedPlace[] {
  const places = new Map<string, RefusedPlace>();
  for (const path of paths) {
    const place = placeOf(path, contents);
    if (!places.has(place.label)) places.set(place.label, place);
  }
  return [...places.values()];
}

function placeOf(path: string, { matter, papers }: Contents): RefusedPlace {
  const [group = '', second = ''] = path.split('.');
  if (group === 'answers') {
    const field = matter.fields.find(({ id }) => id === second);
    return field === undefined
      ? { label: attentionText.places.unknownField }
      : {
          label: field.label,
          field,
          at: {
            step: isApplicants(matter, field) ? 'applicant' : 'form',
            query: `field=${field.id}`,
          },
        };
  }
  if (group === 'papers') {
    const paperId = papers[Number(second)]?.paperId;
    const material = matter.materials.find(({ id }) => id === paperId);
    return {
      label: material?.name ?? attentionText.places.papers,
      at: {
        step: 'materials',
        query: material === undefined ? '' : `paper=${material.id}`,
      },
    };
  }
  return { label: attentionText.places[group] ?? attentionText.places.other };
}

function isApplicants(matter: Matter, { id }: Field): boolean {
  return formSections(matter).applicantFields.some((each) => each.id === id);
}

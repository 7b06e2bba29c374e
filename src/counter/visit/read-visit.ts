import type { CaseView, DeviceApi } from '../../device/device-api.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { AGENT, factsIn } from '../../domain/people/person.ts';
import type { Known } from '../residents/chosen-resident.ts';

/** Its cases in their order, and everybody of whom they say a name and a number. */
export type Visit = {
  cases: { view: CaseView; matter: Matter }[];
  people: Known[];
};

/**
 * The visit to which a case belongs. Of each person all that was said in it, whichever
 * part he had: who acted for her husband in one case is the applicant of the next.
 * Said twice, the later word counts.
 */
export async function readVisit(
  device: DeviceApi,
  caseId: string,
): Promise<Visit | undefined> {
  const read = await device.cases.visit(caseId);
  if (!read.ok) return undefined;
  const cases: Visit['cases'] = [];
  const people = new Map<string, Known>();
  for (const view of read.value) {
    const { matterCode, catalogueVersion } = view;
    const matter = await device.catalogue.matter(matterCode, catalogueVersion);
    if (!matter.ok) continue;
    cases.push({ view, matter: matter.value });
    for (const facts of factsIn(matter.value, view.answers).values())
      people.set(facts.idNo, withFacts(people.get(facts.idNo), facts, view));
  }
  return { cases, people: [...people.values()] };
}

/**
 * Those that share a sheet with a case: their numbers and codes are all of whoever
 * takes that home, and nobody else's.
 */
export function onOneSheet(
  visit: Visit | undefined,
  caseId: string,
): Visit['cases'] {
  const cases = visit?.cases ?? [];
  const own = cases.find(({ view }) => view.caseId === caseId);
  const holder = own && holderOf(own);
  return cases.filter(
    (each) =>
      each === own || (holder !== undefined && holderOf(each) === holder),
  );
}

/** Number of who acts for the applicant, where somebody does, else the applicant's. */
function holderOf({ view, matter }: Visit['cases'][number]) {
  const people = factsIn(matter, view.answers);
  return (people.get(AGENT) ?? people.get(matter.counterRole))?.idNo;
}

function withFacts(
  known: Known | undefined,
  facts: Known['person'],
  { caseId, matterShort, takenInAt }: CaseView,
): Known {
  const source = { kind: 'case', caseId, matterShort, at: takenInAt } as const;
  const sources = Object.fromEntries(
    Object.keys(facts).map((attribute) => [attribute, source]),
  );
  return {
    name: facts.name,
    person: { ...known?.person, ...facts },
    sources: { ...known?.sources, ...sources },
    served: [],
  };
}

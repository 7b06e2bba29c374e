import type { Catalogue } from '../../domain/catalogue/catalogue-schema.ts';
import {
  isDepartment,
  nextDepartment,
} from '../../domain/catalogue/case-route.ts';
import type { FullMatter } from '../../domain/catalogue/full-matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import type { CaseRow } from '../database/queries/cases.ts';

type Offices = Pick<
  CaseDetail,
  | 'office'
  | 'nextOffice'
  | 'departments'
  | 'jointRoute'
  | 'joint'
  | 'withdrawalAsked'
>;

/** Who has the case, who was asked about it, and where it may go. */
export function describeOffices({
  row: { state },
  catalogue,
  matter,
  today,
}: {
  row: Pick<CaseRow, 'state'>;
  catalogue: Pick<Catalogue, 'departments'>;
  matter: Pick<FullMatter, 'routing' | 'route'>;
  /** Day in China. */
  today: string;
}): Offices {
  const { officeId, joint } = state;
  const named = (id: string) => ({
    id,
    name: catalogue.departments.find((each) => each.id === id)?.name ?? id,
  });
  const asked = matter.route.find((step) => step.joint !== undefined)?.joint;
  const next = nextDepartment(catalogue, matter, officeId);
  return {
    office: officeId === null ? null : named(officeId),
    nextOffice: next === undefined ? null : named(next.officeId),
    departments: catalogue.departments.flatMap(({ id }) =>
      isDepartment(catalogue, id) ? named(id) : [],
    ),
    jointRoute:
      asked === undefined
        ? null
        : { offices: asked.offices.map(named), workdays: asked.workdays },
    joint:
      joint === undefined
        ? null
        : {
            lead: named(joint.lead),
            dueOn: joint.dueOn,
            isOverdue: joint.dueOn.date < today,
            offices: joint.offices.map((office) => ({
              ...named(office.officeId),
              opinion: office.opinion,
              note: office.note,
            })),
          },
    withdrawalAsked: state.withdrawalAsked?.reason ?? null,
  };
}

// A case for the window that hands its result over: who fetches it, how he is reached,
// what he gets, and what has become of that. Nothing of what he asked for and why.
import type { CaseEvent, EventKind } from '../../domain/cases/event.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';

type Form = Pick<Matter, 'fields' | 'counterRole'>;

/** What is not listed here is not shown. */
export function deliveryDetail(detail: CaseDetail, form: Form): CaseDetail {
  return {
    row: detail.row,
    catalogueVersion: detail.catalogueVersion,
    matterName: detail.matterName,
    answers: Object.fromEntries(
      Object.entries(detail.answers).filter(([id]) => {
        const field = form.fields.find((each) => each.id === id);
        return field !== undefined && isForDelivery(field, form);
      }),
    ),
    papers: [],
    signatures: [],
    events: detail.events.flatMap(ofDelivery),
    deadlines: [],
    findings: [],
    clerk: detail.clerk,
    servingWays: [],
    walkIn: null,
    mandateAt: detail.mandateAt,
    bundle: null,
    sameVisit: detail.sameVisit,
    acts: detail.acts,
    windows: detail.windows,
    office: null,
    nextOffice: null,
    departments: [],
    jointRoute: null,
    joint: null,
    withdrawalAsked: null,
    presets: [],
  };
}

/** Name, telephone and address of whom the case is for, and of who acts for him. */
function isForDelivery(
  { type, prefill = '' }: Field,
  { counterRole }: Form,
): boolean {
  const [role, what] = prefill.split('.');
  const isOfEither = role === counterRole || role === 'agent';
  return (
    isOfEither && (what === 'name' || type === 'phone' || type === 'address')
  );
}

const DELIVERING: readonly EventKind[] = [
  'concludedApproved',
  'concludedWithDeficiency',
  'resultIssued',
  'posted',
  'delivered',
];

function ofDelivery(event: CaseEvent): CaseEvent[] {
  const { body } = event;
  if (!DELIVERING.includes(body.kind)) return [];
  // What the office wrote beside its decision is for the applicant.
  return 'note' in body ? [{ ...event, body: { ...body, note: '' } }] : [event];
}

// What each act of an office asks for, as data: the form draws it, check-office.ts
// reads it. Bounds are those of the wire (protocol/office-decisions.ts).
import type { OfficeOpinion } from '../../../domain/cases/later-events.ts';
import { unreachable } from '../../../domain/unreachable.ts';
import type { CaseDetail, Decision } from '../../../protocol/review.ts';
import {
  officeActText as words,
  type OfficeAct,
} from '../../../text/office-acts.ts';
import { trackingMisshapen } from './tracking.ts';
import {
  choice,
  days,
  note,
  opinion,
  reason,
  text,
  type Input,
} from './office-inputs.ts';

/** Wire decision without the version that its reviewer saw. */
export type Unversioned = Decision extends infer Each
  ? Each extends Decision
    ? Omit<Each, 'version'>
    : never
  : never;

export type OfficeForm = {
  inputs: readonly Input[];
  /** `read`: an input's trimmed value, its usual one where nothing was written. */
  decide: (read: (name: string) => string) => Unversioned;
};

type Given = {
  detail: CaseDetail;
  /** Of who decides. */
  audiences: readonly string[];
  read: (name: string) => string;
};

/** The form of an act; some inputs hang on what was chosen before them. */
export function officeForm(act: OfficeAct, given: Given): OfficeForm {
  const { detail, read } = given;
  switch (act) {
    case 'firstReview':
      return {
        inputs: [opinion(['agree', 'object']), note(500)],
        decide: (of) => ({
          act,
          opinion: of('opinion') as 'agree' | 'object',
          note: of('note'),
        }),
      };
    case 'dispatch':
      return dispatchForm(given);
    case 'return':
    case 'refuseWithdrawal':
      return {
        inputs: [reason(words.reason, 4)],
        decide: (of) => ({ act, reason: of('reason') }),
      };
    case 'recall':
    case 'revoke':
    case 'object':
      return {
        inputs: [reason(words.reason, 10)],
        decide: (of) => ({ act, reason: of('reason') }),
      };
    case 'start':
    case 'endSpecial':
    case 'grantWithdrawal':
      return { inputs: [], decide: () => ({ act }) };
    case 'askJointly':
      return jointForm(detail);
    case 'answerJointly':
      return answerForm(given);
    case 'startSpecial':
      return specialForm(read);
    case 'extend':
      return {
        inputs: [
          days('workdays', words.workdays, { usual: '5' }),
          text('reason', words.extendReason, { least: 10, most: 500, rows: 3 }),
          text('ground', words.extendGround, { least: 4, most: 200 }),
          text('approvedBy', words.approvedBy, { least: 2, most: 50 }),
        ],
        decide: (of) => ({
          act,
          workdays: Number(of('workdays')),
          reason: of('reason'),
          ground: of('ground'),
          approvedBy: of('approvedBy'),
        }),
      };
    case 'issueResult':
      return {
        inputs: [
          text('name', words.resultName, {
            least: 1,
            most: 200,
            usual: resultOf(detail),
          }),
          text('number', words.resultNumber, { least: 0, most: 80 }),
        ],
        decide: (of) => ({
          act,
          name: of('name'),
          number: of('number') || null,
        }),
      };
    case 'post':
      return {
        inputs: [
          text('carrier', words.carrier, {
            least: 1,
            most: 50,
            usual: words.carrierUsual,
          }),
          text('trackingNumber', words.tracking, {
            least: 1,
            most: 50,
            hint: words.trackingHint,
            misshapen: trackingMisshapen,
          }),
        ],
        decide: (of) => ({
          act,
          carrier: of('carrier'),
          trackingNumber: of('trackingNumber'),
        }),
      };
    case 'handOver':
      return {
        inputs: [
          ...(isPosted(detail)
            ? [
                choice('by', words.way, [
                  { value: 'post', label: words.byPost },
                  { value: 'window', label: words.atWindow },
                ]),
              ]
            : []),
          text('receivedBy', words.receivedBy, {
            least: 1,
            most: 50,
            hint: words.receivedByHint,
            usual: detail.row.applicantName,
          }),
        ],
        decide: (of) => ({
          act,
          receivedBy: of('receivedBy'),
          by: of('by') === 'post' ? 'post' : 'window',
        }),
      };
    case 'decideObjection':
      return {
        inputs: [
          choice('upheld', words.upheld, [
            { value: 'yes', label: words.upheldYes },
            { value: 'no', label: words.upheldNo },
          ]),
          reason(words.officeReason, 4),
        ],
        decide: (of) => ({
          act,
          upheld: of('upheld') === 'yes',
          reason: of('reason'),
        }),
      };
    case 'join':
      return {
        inputs: [
          text('number', words.otherNumber, {
            least: 1,
            most: 60,
            usual: doubleOf(detail),
            misshapen: (typed) => {
              const digits = typed.replaceAll(/\s/g, '');
              return /^\d{27}$/.test(digits)
                ? null
                : words.otherNumberShape(digits.length);
            },
          }),
        ],
        decide: (of) => ({ act, number: of('number').replaceAll(/\s/g, '') }),
      };
    default:
      return unreachable(act);
  }
}

/** Along the route it needs no word; elsewhere it says why. */
function dispatchForm({ detail, read }: Given): OfficeForm {
  const { nextOffice, departments, office } = detail;
  const route = nextOffice?.id ?? '';
  const isOther = read('officeId') !== route;
  return {
    inputs: [
      {
        kind: 'select',
        name: 'officeId',
        label: words.office,
        usual: route,
        missing: words.noOffice,
        options: [
          ...(nextOffice === null
            ? []
            : [{ value: route, label: words.byRoute(nextOffice.name) }]),
          ...departments
            .filter(({ id }) => id !== route && id !== office?.id)
            .map(({ id, name }) => ({ value: id, label: name })),
        ],
      },
      ...(isOther ? [reason(words.officeReason, 4)] : []),
    ],
    decide: (of) =>
      isOther
        ? { act: 'dispatch', officeId: of('officeId'), reason: of('reason') }
        : { act: 'dispatch' },
  };
}

function jointForm({ jointRoute, departments }: CaseDetail): OfficeForm {
  const asked = jointRoute?.offices ?? [];
  const rest = departments.filter(
    ({ id }) => !asked.some((each) => each.id === id),
  );
  return {
    inputs: [
      {
        kind: 'several',
        name: 'offices',
        label: words.offices,
        least: 2,
        missing: words.tooFewOffices,
        options: [...asked, ...rest].map(({ id, name }) => ({
          value: id,
          label: name,
        })),
      },
      days('workdays', words.answerDays, {
        usual: String(jointRoute?.workdays ?? 5),
      }),
    ],
    decide: (of) => ({
      act: 'askJointly',
      offices: of('offices').split(' '),
      workdays: Number(of('workdays')),
    }),
  };
}

function answerForm({ detail, audiences }: Given): OfficeForm {
  const mine = (detail.joint?.offices ?? []).filter(
    ({ id, opinion: said }) =>
      said === null && audiences.includes(`department:${id}`),
  );
  return {
    inputs: [
      ...(mine.length > 1
        ? [
            choice(
              'officeId',
              words.whichOffice,
              mine.map(({ id, name }) => ({ value: id, label: name })),
            ),
          ]
        : []),
      opinion(['agree', 'conditions', 'object', 'correction']),
      note(500),
    ],
    decide: (of) => ({
      act: 'answerJointly',
      officeId: of('officeId') || (mine[0]?.id ?? ''),
      opinion: of('opinion') as OfficeOpinion,
      note: of('note'),
    }),
  };
}

function specialForm(read: (name: string) => string): OfficeForm {
  const isPublic = read('special') === 'publicNotice';
  return {
    inputs: [
      choice('special', words.special, [
        { value: 'other', label: words.otherProcedure },
        { value: 'publicNotice', label: words.publicNotice },
      ]),
      ...(isPublic
        ? [
            text('amount', words.amount, {
              least: 0,
              most: 50,
              hint: words.amountHint,
            }),
          ]
        : [
            {
              kind: 'select' as const,
              name: 'procedure',
              label: words.procedure,
              missing: words.missing(words.procedure),
              options: words.procedures
                .filter((each) => each !== words.publicNotice)
                .map((each) => ({ value: each, label: each })),
            },
            days('workdays', words.workdays, {
              isOptional: true,
              hint: words.untilUnknown,
            }),
          ]),
      text('ground', words.ground, { least: 10, most: 500, rows: 3 }),
    ],
    decide: (of) => ({
      act: 'startSpecial',
      procedure: isPublic ? words.publicNotice : of('procedure'),
      ground: of('ground'),
      ...(isPublic
        ? { publicNotice: { amount: of('amount') || null } }
        : {
            workdays: of('workdays') === '' ? null : Number(of('workdays')),
          }),
    }),
  };
}

function resultOf({ events }: CaseDetail): string {
  const [result = ''] = events.flatMap(({ body }) =>
    body.kind === 'concludedApproved' || body.kind === 'concludedWithDeficiency'
      ? body.result
      : [],
  );
  return result;
}

function isPosted({ events }: CaseDetail): boolean {
  return events.some(({ body }) => body.kind === 'posted');
}

/** What intake found to be the same application. */
function doubleOf({ findings }: CaseDetail): string {
  return findings.find(({ code }) => code === 'duplicate')?.path ?? '';
}

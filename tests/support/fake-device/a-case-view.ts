import type { Answers } from '../../../src/domain/cases/answers.ts';
import { caseDeadlines } from '../../../src/domain/cases/case-clocks.ts';
import { displayStatus } from '../../../src/domain/cases/display-status.ts';
import type { CaseEvent } from '../../../src/domain/cases/event.ts';
import { foldCase } from '../../../src/domain/cases/fold-case.ts';
import { OPERATION_KINDS } from '../../../src/domain/cases/operation.ts';
import { makeReceiptNumber } from '../../../src/domain/cases/receipt-number.ts';
import {
  isAllowed,
  type CaseOperationKind,
} from '../../../src/domain/cases/transitions.ts';
import { applicantName } from '../../../src/domain/rules/applicant.ts';
import { maskName } from '../../../src/domain/rules/mask.ts';
import type { CaseView } from '../../../src/device/device-api.ts';
import { calendar, matterOf } from './matters.ts';
import { NOW } from './now.ts';

/** A case as it would lie on the device, with what the county has said. */
export function aCaseView(
  serial: number,
  { matterCode, answers }: { matterCode: string; answers: Answers },
  {
    events = [],
    papers = [],
    ...rest
  }: Partial<CaseView> & { events?: CaseEvent[] },
): CaseView {
  const caseId = `019ab000-0000-7000-8000-${String(serial).padStart(12, '0')}`;
  const matter = matterOf(matterCode);
  const name = applicantName(matter, answers);
  const state = foldCase(events);
  const number = makeReceiptNumber({
    region: '422825201237',
    date: '2026-11-25',
    deviceNumber: 2,
    serial: serial,
  });
  const noticeBy = { date: '2026-12-02', provisional: false };
  const hasArrived = events.length > 0;
  return {
    caseId,
    isReadable: true,
    isHistoryReadable: true,
    damaged: 0,
    catalogueVersion: '1',
    acts: OPERATION_KINDS.filter(
      (kind): kind is CaseOperationKind =>
        kind !== 'journal' &&
        isAllowed(hasArrived ? state.status : 'received', kind),
    ),
    unsentKinds: [],
    number,
    matterCode,
    matterShort: matter.short,
    applicantName: name,
    takenInAt: NOW,
    display: displayStatus(state, {
      submit: hasArrived ? 'applied' : 'pending',
      laterRefused: false,
      laterHeld: false,
      textUnderWay: false,
      materialsLeft: 0,
    }),
    unsentLater: 0,
    correctionDueOn: state.correction?.dueOn.date ?? null,
    answerDraftId: null,
    state,
    events,
    answers,
    intakeOn: '2026-11-25',
    papers,
    materials: { total: 0, left: 0, leftBytes: 0 },
    arrivedAt: events[0]?.at ?? null,
    noticeBy,
    deadlines: caseDeadlines(
      events,
      { promisedDays: matter.promisedDays, legalDays: null },
      calendar,
    ),
    receipt: {
      number,
      queryCode: 'K7M4QX',
      qr: `http://localhost:8080/r#${'eyJhbGciOiJFUzI1NiJ9'.repeat(12)}`,
      matterName: matter.name,
      applicantMasked: maskName(name),
      idLast4: '004X',
      takenInAt: NOW,
      stationName: '水田坝村便民服务点',
      clerkName: '田代办员',
      phone: '0718-5830000',
      noticeBy,
      promisedDays: matter.promisedDays,
      papers: matter.materials.slice(0, 4).map((material, index) => ({
        paperId: material.id,
        name: material.name,
        how: (['seen', 'photo', 'generated'] as const)[index % 3] ?? 'seen',
        pages: index % 3 === 1 ? 2 : 0,
        isOriginalSeen: index % 3 === 0,
        dueOn: null,
      })),
    },
    signature: null,
    witness: null,
    printed: {},
    trouble: null,
    ...rest,
  };
}

// Queries that the laboratory's program holds and that no plan comes to, by who asks
// them; all others have their counterpart in `queries`. A module that plans begin to
// come to moves out of here.
type Asker = { queries: readonly string[]; because: string };

const ofStaff =
  'the reviewers of a plan decide without signing in: no session, journal or screen of the staff';
const forResidents = 'nobody in a plan looks up a receipt or an alarm of one';
const atRest = 'the retention of the feed does not run: no item is let go of';
const notMoved = 'no case is moved to another station';

/** By the path below `src/platform`. */
export const UNREACHED: Record<string, Asker> = {
  'audit/append-audit.ts': {
    queries: ['addAuditRow', 'lockAuditHead'],
    because: ofStaff,
  },
  'audit/note-opening.ts': {
    queries: ['countOpened', 'hasActSince'],
    because: ofStaff,
  },
  'audit/read-audit.ts': { queries: ['readAudit'], because: ofStaff },
  'enrolment/persons-on-device.ts': {
    queries: ['readCasesOfDevice'],
    because: ofStaff,
  },
  'feed/make-snapshot.ts': { queries: ['readEventsFor'], because: atRest },
  'feed/move-case.ts': {
    queries: ['findTownName', 'moveCaseRow'],
    because: notMoved,
  },
  'feed/read-feed.ts': { queries: ['isFeedPlace'], because: atRest },
  'http/routes/health.ts': {
    queries: ['canAnswer'],
    because: 'no service manager asks',
  },
  'imports/list-imports.ts': { queries: ['listImports'], because: ofStaff },
  'intake/judge.ts': { queries: ['wasOfStation'], because: notMoved },
  'materials/opening-link.ts': {
    queries: ['addOpeningLink', 'useOpeningLink'],
    because: ofStaff,
  },
  'notices/read-notice.ts': { queries: ['findNotice'], because: ofStaff },
  'people/oidc/sign-in-by-oidc.ts': {
    queries: ['bindSubject', 'findLogin', 'proveSessionOf'],
    because: ofStaff,
  },
  'people/second-person.ts': {
    queries: [
      'addRightRequest',
      'approveRequest',
      'findApproved',
      'findRightRequest',
      'readOpenRequests',
      'useRequest',
    ],
    because: ofStaff,
  },
  'people/sign-in-limits.ts': {
    queries: ['beginTry', 'clearTries', 'findWait', 'forgiveTry'],
    because: ofStaff,
  },
  'people/sign-in.ts': {
    queries: [
      'addSession',
      'findAccount',
      'findTownName',
      'proveSession',
      'removeSession',
      'setPasswordHash',
      'useSession',
      'useTotpStep',
    ],
    because: ofStaff,
  },
  'receipts/list-alarms.ts': {
    queries: ['readReceiptAlarms'],
    because: forResidents,
  },
  'receipts/receipt-status.ts': {
    queries: ['findCaseByCode'],
    because: forResidents,
  },
  'review/acts/join.ts': {
    queries: ['uniteMaterials'],
    because: 'the reviewers of a plan join no cases',
  },
  'review/dispatch-limit.ts': { queries: ['countSentOn'], because: ofStaff },
  'review/list-unsettled.ts': { queries: ['readUnsettled'], because: ofStaff },
  'review/manage-devices.ts': {
    queries: ['findKnownClerk', 'listDevices'],
    because: ofStaff,
  },
  'review/read-case.ts': { queries: ['findWorklistCase'], because: ofStaff },
  'review/worklist.ts': {
    queries: ['countByStatus', 'readWorklist'],
    because: ofStaff,
  },
};

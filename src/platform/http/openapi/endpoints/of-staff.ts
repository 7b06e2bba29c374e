// The console's paths.
import * as v from 'valibot';
import { sha256Schema } from '../../../../domain/cases/papers.ts';
import { fullMatterSchema } from '../../../../domain/catalogue/full-matter-schema.ts';
import { caseVersionSchema } from '../../../../protocol/looking-on.ts';
import {
  auditListSchema,
  auditQuerySchema,
  caseDetailSchema,
  caseNumbersSchema,
  decisionAnswerSchema,
  decisionSchema,
  heldListSchema,
  materialFirstAnswerSchema,
  materialFirstSchema,
  noticePreviewSchema,
  refusedListSchema,
  unsettledQuerySchema,
  proofSchema,
  signInSchema,
  signInWaysSchema,
  staffSchema,
  worklistQuerySchema,
  worklistSchema,
  worklistSearchSchema,
} from '../../../../protocol/review.ts';
import { openingTokenSchema } from '../../routes/opened.ts';
import {
  uuid,
  bodyProblems,
  freshProblems,
  staffProblems,
  type Endpoint,
  type Need,
} from '../endpoint.ts';
import { OIDC_PURPOSES } from '../../../people/oidc/pending-cookie.ts';
import { rerouteSchema } from '../../../../protocol/office-decisions.ts';
import { REROUTING } from '../../../review/reroute.ts';
import { SEEING } from '../../../review/list-unsettled.ts';
import { LISTING, SEARCHING } from '../../../review/worklist.ts';

const signInProblems = [
  'signInFailed',
  'codeNeeded',
  'tooManyRequests',
  'signInBusy',
] as const;

/** To see it is less than to settle it, so none of its conditions is asked. */
const toSeeUnsettled: Need = {
  action: 'settleHeld',
  met: SEEING,
};

export const ofStaff: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/review/session',
    summary: 'Signs in; the session is a cookie.',
    needs: 'nothing',
    body: signInSchema,
    answers: { 200: staffSchema },
    problems: [...bodyProblems, ...signInProblems, 'forbidden'],
  },
  {
    method: 'post',
    path: '/api/v1/review/session/proof',
    summary: 'A fresh login within the session, for five minutes.',
    needs: 'session',
    body: proofSchema,
    answers: { 204: null },
    problems: [...staffProblems, ...bodyProblems, ...signInProblems],
  },
  {
    method: 'get',
    path: '/api/v1/review/sign-in-ways',
    summary: 'How somebody may sign in beside login and password.',
    needs: 'nothing',
    answers: { 200: signInWaysSchema },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/v1/review/oidc',
    summary: "Goes to the county's identity provider.",
    needs: 'nothing',
    query: v.object({ for: v.optional(v.picklist(OIDC_PURPOSES)) }),
    answers: { 302: null },
    problems: ['badRequest', 'notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/oidc/callback',
    summary: 'Where the identity provider sends people back to.',
    needs: 'nothing',
    answers: { 302: null },
    problems: ['notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/session',
    summary: 'Who is signed in.',
    needs: 'session',
    answers: { 200: staffSchema },
    problems: staffProblems,
  },
  {
    method: 'delete',
    path: '/api/v1/review/session',
    summary: 'Signs out.',
    needs: 'nothing',
    answers: { 204: null },
    problems: ['forbidden'],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases',
    summary: "The township's list, most urgent first.",
    needs: { action: 'readCase', met: LISTING },
    query: worklistQuerySchema,
    answers: { 200: worklistSchema },
    problems: [...staffProblems, 'badRequest'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/search',
    summary: 'The list by number, name or village.',
    needs: { action: 'searchPersons', met: SEARCHING },
    body: worklistSearchSchema,
    answers: { 200: worklistSchema },
    problems: [...staffProblems, ...bodyProblems],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}',
    summary:
      'A case with answers, papers, signatures and history; to a window what it hands over by.',
    needs: { action: 'readCase', met: ['readable', 'deliveryFields'] },
    params: { caseId: uuid },
    answers: { 200: caseDetailSchema },
    problems: [...staffProblems, 'notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}/version',
    summary:
      'How far a case is, so that an open page knows whether to ask again.',
    needs: { action: 'readCase', met: ['readable', 'deliveryFields'] },
    params: { caseId: uuid },
    answers: { 200: caseVersionSchema },
    problems: [...staffProblems, 'notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}/numbers',
    summary: 'The identity and account numbers of a case, whole.',
    needs: { action: 'readCase', met: ['readable'] },
    isFreshOnly: true,
    params: { caseId: uuid },
    answers: { 200: caseNumbersSchema },
    problems: [...freshProblems, 'notFound'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/decisions',
    summary: 'Decides a case, if nobody was first.',
    needs: { action: 'judge', met: ['isAuthority', 'isConcluding'] },
    params: { caseId: uuid },
    body: decisionSchema,
    answers: { 200: decisionAnswerSchema },
    // Fresh only for more than twenty dispatches.
    problems: [
      ...freshProblems,
      ...bodyProblems,
      'notFound',
      'changed',
      'notAllowed',
      'materialsMissing',
      'officesSilent',
    ],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/preview',
    summary: 'The paper that a decision would issue; nothing is decided.',
    needs: { action: 'judge', met: ['isAuthority', 'isConcluding'] },
    params: { caseId: uuid },
    body: decisionSchema,
    answers: { 200: noticePreviewSchema },
    problems: [
      ...staffProblems,
      ...bodyProblems,
      'notFound',
      'changed',
      'notAllowed',
      'materialsMissing',
      'officesSilent',
    ],
  },
  {
    method: 'post',
    path: '/api/v1/review/reroutes',
    summary: 'Sends a case, known by its number, where it belongs.',
    needs: { action: 'dispatch', met: REROUTING },
    body: rerouteSchema,
    answers: { 204: null },
    problems: [...freshProblems, ...bodyProblems, 'notFound', 'notAllowed'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/material-first',
    summary: 'Asks the village for one photograph before all others.',
    needs: { action: 'openMaterial' },
    params: { caseId: uuid },
    body: materialFirstSchema,
    answers: { 200: materialFirstAnswerSchema },
    problems: [...staffProblems, ...bodyProblems, 'notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}/materials/{sha256}',
    summary: 'The opened bytes of a photograph, a file or a signature.',
    needs: { action: 'openMaterial', together: ['secondPerson', 'reason'] },
    params: { caseId: uuid, sha256: sha256Schema },
    // 303 where uploads have an origin of their own: to the link below.
    answers: { 200: ['image/jpeg', 'image/png', 'application/pdf'], 303: null },
    problems: [...staffProblems, 'notFound', 'secondPersonNeeded'],
  },
  {
    method: 'get',
    path: '/api/v1/opened/{token}',
    summary:
      'What a link of the console opens: once, within a minute, at the origin of uploads.',
    needs: 'nothing',
    params: { token: openingTokenSchema },
    answers: { 200: ['image/jpeg', 'image/png', 'application/pdf'] },
    problems: ['notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/held',
    summary: 'Operations kept without effect until a person settles them.',
    needs: toSeeUnsettled,
    query: unsettledQuerySchema,
    answers: { 200: heldListSchema },
    problems: staffProblems,
  },
  {
    method: 'get',
    path: '/api/v1/review/refused',
    summary: 'Operations refused for good.',
    needs: toSeeUnsettled,
    query: unsettledQuerySchema,
    answers: { 200: refusedListSchema },
    problems: staffProblems,
  },
  {
    method: 'get',
    path: '/api/v1/review/audit',
    summary: "Who saw and did what: all of it, the station's or the own acts.",
    needs: {
      action: 'readAudit',
      met: ['devicesAndSettings', 'stationActs', 'ownActs'],
    },
    query: auditQuerySchema,
    answers: { 200: auditListSchema },
    problems: [...staffProblems, 'badRequest'],
  },
  {
    method: 'get',
    path: '/api/v1/review/matters/{code}',
    summary: 'A matter of a published catalogue, without version: the current.',
    needs: 'session',
    params: { code: v.string() },
    query: v.object({ version: v.optional(v.string()) }),
    answers: { 200: fullMatterSchema },
    problems: ['unauthorized', 'notFound'],
  },
];

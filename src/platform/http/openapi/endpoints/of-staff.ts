// The console's paths.
import * as v from 'valibot';
import { sha256Schema } from '../../../../domain/cases/papers.ts';
import { fullMatterSchema } from '../../../../domain/catalogue/full-matter-schema.ts';
import {
  caseDetailSchema,
  decisionAnswerSchema,
  decisionSchema,
  heldListSchema,
  materialFirstAnswerSchema,
  materialFirstSchema,
  refusedListSchema,
  unsettledQuerySchema,
  proofSchema,
  signInSchema,
  staffSchema,
  worklistQuerySchema,
  worklistSchema,
  worklistSearchSchema,
} from '../../../../protocol/review.ts';
import {
  uuid,
  bodyProblems,
  staffProblems,
  type Endpoint,
  type Need,
} from '../endpoint.ts';
import { SEEING } from '../../../review/list-unsettled.ts';

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
    needs: { action: 'readCase' },
    query: worklistQuerySchema,
    answers: { 200: worklistSchema },
    problems: [...staffProblems, 'badRequest'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/search',
    summary: 'The list by number, name or village.',
    needs: { action: 'searchPersons' },
    body: worklistSearchSchema,
    answers: { 200: worklistSchema },
    problems: [...staffProblems, ...bodyProblems],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}',
    summary: 'A case with answers, papers, signatures and history.',
    needs: { action: 'readCase', met: ['readable'] },
    params: { caseId: uuid },
    answers: { 200: caseDetailSchema },
    problems: [...staffProblems, 'notFound'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/decisions',
    summary: 'Decides a case, if nobody was first.',
    needs: { action: 'judge', met: ['isAuthority', 'isConcluding'] },
    params: { caseId: uuid },
    body: decisionSchema,
    answers: { 200: decisionAnswerSchema },
    problems: [
      ...staffProblems,
      ...bodyProblems,
      'notFound',
      'changed',
      'notAllowed',
      'materialsMissing',
    ],
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
    needs: { action: 'openMaterial' },
    params: { caseId: uuid, sha256: sha256Schema },
    answers: { 200: ['image/jpeg', 'image/png', 'application/pdf'] },
    problems: [...staffProblems, 'notFound'],
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
    path: '/api/v1/review/matters/{code}',
    summary: 'A matter of a published catalogue, without version: the current.',
    needs: 'session',
    params: { code: v.string() },
    query: v.object({ version: v.optional(v.string()) }),
    answers: { 200: fullMatterSchema },
    problems: ['unauthorized', 'notFound'],
  },
];

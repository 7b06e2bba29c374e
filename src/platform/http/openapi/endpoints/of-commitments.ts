// Commitments that stand for papers.
import {
  commitmentCheckAnswerSchema,
  commitmentCheckSchema,
} from '../../../../protocol/commitment-checks.ts';
import {
  bodyProblems,
  staffProblems,
  uuid,
  type Endpoint,
} from '../endpoint.ts';

export const ofCommitments: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/commitment-checks',
    summary: 'Records whether a commitment was kept or breached.',
    needs: { action: 'judge', met: ['isAuthority'] },
    params: { caseId: uuid },
    body: commitmentCheckSchema,
    answers: { 200: commitmentCheckAnswerSchema },
    problems: [
      ...staffProblems,
      ...bodyProblems,
      'notFound',
      'changed',
      'notAllowed',
    ],
  },
];

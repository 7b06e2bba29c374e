// Papers that the county has issued.
import {
  eventNumber,
  staffProblems,
  uuid,
  type Endpoint,
} from '../endpoint.ts';

export const ofNotices: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}/notices/{n}',
    summary: 'The paper that tells of event n of a case, as it was issued.',
    needs: { action: 'readCase', met: ['readable'] },
    params: { caseId: uuid, n: eventNumber },
    answers: { 200: ['text/html'] },
    problems: [...staffProblems, 'notFound'],
  },
];

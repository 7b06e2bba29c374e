// Sums over cases.
import {
  figuresQuerySchema,
  figuresSummarySchema,
} from '../../../../protocol/figures.ts';
import { staffProblems, type Endpoint } from '../endpoint.ts';

export const ofFigures: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/figures/summary',
    summary:
      'Cases, on-time rate and average working days by township and month, newest first.',
    needs: { action: 'readFigures', met: ['noNames'] },
    query: figuresQuerySchema,
    answers: { 200: figuresSummarySchema },
    problems: [...staffProblems, 'badRequest'],
  },
];

// What the window hands over.
import {
  resultListSchema,
  resultQuerySchema,
} from '../../../../protocol/results.ts';
import { staffProblems, type Endpoint } from '../endpoint.ts';

export const ofResults: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/review/results',
    summary: 'What is to be handed over or posted, oldest first.',
    needs: { action: 'handOver' },
    query: resultQuerySchema,
    answers: { 200: resultListSchema },
    problems: [...staffProblems, 'badRequest'],
  },
  {
    method: 'get',
    path: '/api/v1/review/arrivals',
    summary: 'Wakes an open console when something happened to its cases.',
    needs: { action: 'readCase', met: ['deliveryFields'] },
    answers: { 200: ['text/event-stream'] },
    problems: [...staffProblems, 'badRequest', 'tooManyRequests'],
  },
];

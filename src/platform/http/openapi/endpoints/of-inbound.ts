// What other systems say, each request signed.
import {
  inboundCaseAnswerSchema,
  inboundCaseSchema,
  inboundProgressSchema,
} from '../../../../protocol/inbound.ts';
import { bodyProblems, type Endpoint } from '../endpoint.ts';

const senderProblems = ['unauthorized', 'forbidden', 'changed'] as const;

export const ofInbound: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/inbound/cases',
    summary:
      'A case that a resident has begun on the net. Said again under its id it gives the same answer; another thing under that id: 409. No number left today: 503.',
    needs: 'signature',
    body: inboundCaseSchema,
    answers: { 200: inboundCaseAnswerSchema },
    problems: [...senderProblems, ...bodyProblems, 'unprocessable'],
  },
  {
    method: 'post',
    path: '/api/v1/inbound/progress',
    summary:
      'How far an external office is with a case that was dispatched to it; of any other: 404.',
    needs: 'signature',
    body: inboundProgressSchema,
    answers: { 204: null },
    problems: [
      ...senderProblems,
      ...bodyProblems,
      'notFound',
      'notAllowed',
      'materialsMissing',
      'officesSilent',
    ],
  },
];

// Who takes in at a station.
import {
  clerkProposalListSchema,
  clerkProposalSchema,
  proposalDecidedSchema,
  proposalDecisionSchema,
  proposedSchema,
  vouchingSchema,
} from '../../../../protocol/review-clerks.ts';
import { issuedTicketSchema } from '../../../../protocol/review-trust.ts';
import { PROPOSING } from '../../../review/clerk-proposals.ts';
import { VOUCHING } from '../../../review/vouch-for-clerk.ts';
import {
  bodyProblems,
  freshProblems,
  staffProblems,
  uuid,
  type Endpoint,
} from '../endpoint.ts';

export const ofClerks: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/review/devices/{deviceId}/vouchings',
    summary: "A head's word for a new clerk on a device, good for 30 days.",
    needs: { action: 'enrolClerk', met: VOUCHING },
    isFreshOnly: true,
    params: { deviceId: uuid },
    body: vouchingSchema,
    answers: { 201: issuedTicketSchema },
    problems: [...freshProblems, ...bodyProblems, 'notFound', 'notAllowed'],
  },
  {
    method: 'get',
    path: '/api/v1/review/clerk-proposals',
    summary: 'Clerks whom a township proposed, and what came of it.',
    needs: { action: 'enrolClerk', met: PROPOSING },
    answers: { 200: clerkProposalListSchema },
    problems: staffProblems,
  },
  {
    method: 'post',
    path: '/api/v1/review/clerk-proposals',
    summary: 'Proposes a clerk of a station.',
    needs: { action: 'enrolClerk', met: PROPOSING },
    body: clerkProposalSchema,
    answers: { 201: proposedSchema },
    problems: [
      ...staffProblems,
      ...bodyProblems,
      'notFound',
      'tooManyRequests',
    ],
  },
  {
    method: 'post',
    path: '/api/v1/review/clerk-proposals/{proposalId}/decision',
    summary: 'Makes the proposed clerk an account, or does not.',
    needs: { action: 'enrolClerk' },
    isFreshOnly: true,
    params: { proposalId: uuid },
    body: proposalDecisionSchema,
    answers: { 200: proposalDecidedSchema },
    problems: [...freshProblems, ...bodyProblems, 'notFound', 'changed'],
  },
];

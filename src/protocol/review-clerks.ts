// /api/v1/review/…: who takes in at a station.
//   POST devices/{id}/vouchings {name, policy} → ticket, 8 digits: a head vouches for a
//        new clerk of a device of his station, for 30 days
//   POST clerk-proposals {stationCode, name} → {proposalId}
//   GET  clerk-proposals → list      POST clerk-proposals/{id}/decision {decision}
//        → {clerkId}: of the account that a grant makes, for a ticket; null: none
import * as v from 'valibot';
import { UNLOCK_POLICIES } from './enrolment.ts';
import { instant, uuid } from '../domain/schema-parts.ts';

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40));

export const vouchingSchema = v.object({
  name,
  policy: v.optional(v.picklist(UNLOCK_POLICIES), 'passphrase'),
});
export type Vouching = v.InferOutput<typeof vouchingSchema>;

export const clerkProposalSchema = v.object({
  stationCode: v.pipe(v.string(), v.regex(/^\d{12}$/)),
  name,
});
export const proposedSchema = v.object({ proposalId: uuid });

/** Those that wait first, then the latest decided. */
export const clerkProposalListSchema = v.object({
  rows: v.array(
    v.object({
      proposalId: uuid,
      stationCode: v.string(),
      clerkName: v.string(),
      /** Accounts; null: nobody has decided. */
      proposedBy: v.string(),
      decidedBy: v.nullable(v.string()),
      proposedAt: instant,
      decidedAt: v.nullable(instant),
      /** Of the account that came of it; null: none did. */
      clerkId: v.nullable(v.string()),
    }),
  ),
});

export const proposalDecisionSchema = v.object({
  decision: v.picklist(['grant', 'refuse']),
});
export type ProposalDecision = v.InferOutput<
  typeof proposalDecisionSchema
>['decision'];
export const proposalDecidedSchema = v.object({
  clerkId: v.nullable(v.string()),
});

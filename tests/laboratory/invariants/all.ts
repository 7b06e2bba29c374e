// The design's list of invariants, in its order. What each counts as in the
// program's JSON is said by its violations: lost, doubled, reordered, altered,
// leaked; everything else is broken. The last two are its guarantee 8 and its enrolment.
import { nothingIsLost } from './01-nothing-is-lost.ts';
import { oneEffect } from './02-one-effect.ts';
import { contentIsEqual } from './03-content-is-equal.ts';
import { orderAndChains } from './04-order-and-chains.ts';
import { acknowledgedSurvives } from './05-acknowledged-survives.ts';
import { aRestoreLosesNothing } from './06-a-restore-loses-nothing.ts';
import { poisonStopsNobody } from './07-poison-stops-nobody.ts';
import { theSumIsRight } from './08-the-sum-is-right.ts';
import { bytesLeaveWhenSafe } from './09-bytes-leave-when-safe.ts';
import { theFeedIsWhole } from './10-the-feed-is-whole.ts';
import { onlyOnesOwnCases } from './11-only-ones-own-cases.ts';
import { nothingReadable } from './12-nothing-readable.ts';
import { timeIsBounded } from './13-time-is-bounded.ts';
import { bounded } from './14-bounded.ts';
import { itComesToRest } from './15-it-comes-to-rest.ts';
import { receiptsVerify } from './16-receipts-verify.ts';
import { everyStoreOpens } from './17-every-store-opens.ts';
import { typedSurvives } from './18-typed-survives.ts';
import { itIsSaid } from './19-it-is-said.ts';
import { oldWorkIsTakenIn } from './20-old-work-is-taken-in.ts';
import { aTicketBindsOne } from './21-a-ticket-binds-one.ts';
import type { Invariant } from './invariant.ts';

export const INVARIANTS: readonly Invariant[] = [
  nothingIsLost,
  oneEffect,
  contentIsEqual,
  orderAndChains,
  acknowledgedSurvives,
  aRestoreLosesNothing,
  poisonStopsNobody,
  theSumIsRight,
  bytesLeaveWhenSafe,
  theFeedIsWhole,
  onlyOnesOwnCases,
  nothingReadable,
  timeIsBounded,
  bounded,
  itComesToRest,
  receiptsVerify,
  everyStoreOpens,
  typedSurvives,
  itIsSaid,
  oldWorkIsTakenIn,
  aTicketBindsOne,
];

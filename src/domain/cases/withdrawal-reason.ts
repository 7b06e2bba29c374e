/** Why a case is taken back, as the clerk picks it; his own words may follow. */
export const WITHDRAWAL_REASONS = [
  'applicantAsks',
  'wrongMatter',
  'enteredTwice',
  'notEligible',
  'other',
] as const;
export type WithdrawalReason = (typeof WITHDRAWAL_REASONS)[number];

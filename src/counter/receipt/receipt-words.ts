import type { CaseView } from '../../device/device-api.ts';
import {
  dayInSentence,
  groupCaseNumber,
  speakDigits,
} from '../../text/common.ts';
import { receiptText } from '../../text/receipt.ts';

/** The receipt as it is read aloud, to whoever cannot read it; names nobody. */
export function receiptWords({ receipt }: Pick<CaseView, 'receipt'>): string[] {
  const { matterName, number, queryCode, noticeBy, promisedDays } = receipt;
  return [
    receiptText.notAcceptance,
    matterName,
    receiptText.spokenNumber(speakDigits(groupCaseNumber(number).lastNine)),
    receiptText.spokenCode(Array.from(queryCode).join(' ')),
    receiptText.nextNotice(dayInSentence(noticeBy.date)),
    ...(promisedDays === null ? [] : [receiptText.nextPromise(promisedDays)]),
  ];
}

// Applicants hear by short message that their case was accepted, must be put right, or
// has a result. A queue in the database, so that any process goes on with it after a
// restart; the gateway is asked outside of any transaction.
import { randomUUID } from 'node:crypto';
import type { CaseEvent, DueDay } from '../../domain/cases/event.ts';
import { groupReceiptNumber } from '../../domain/cases/receipt-number.ts';
import { getMatter } from '../../domain/catalogue/get-matter.ts';
import { applicantPhone } from '../../domain/rules/applicant.ts';
import { checkPhone } from '../../domain/rules/checks/phone.ts';
import { messageWords } from '../../text/messages.ts';
import { getCatalogue } from '../catalogue/pinned-catalogue.ts';
import type { PlatformContext } from '../context.ts';
import { findCase } from '../database/queries/cases.ts';
import { findEvent } from '../database/queries/events.ts';
import {
  endMessage,
  queueMessages,
  takeDueMessage,
  type DueMessage,
  type MessageOutcome,
} from '../database/queries/messages.ts';
import { describeError } from '../describe-error.ts';
import { eventId } from '../outbound/make-cloud-event.ts';
import { sendMessage, type Message } from './send-message.ts';

/** Of one turn; the next one comes in a minute. */
const AT_ONCE = 200;
/** What is older says nothing that the village has not said. */
const MOST_AGE_MS = 86_400_000;

/**
 * Sends what is due, until all is sent, `stop` is said, or the gateway does not answer.
 * Gives how many it took; without a gateway none.
 */
export async function sendMessages(
  context: PlatformContext,
  stop: AbortSignal = new AbortController().signal,
): Promise<number> {
  const { sql, config, clock } = context;
  const { county, sms } = config;
  if (sms === undefined) return 0;
  const since = new Date(clock().getTime() - MOST_AGE_MS);
  await queueMessages(sql, { county, since, now: clock() });
  // The gateway may take as long as it may, and the making before it.
  const leastMs = 2 * sms.timeoutMs;
  let count = 0;
  for (let tried = 0; tried < AT_ONCE && !stop.aborted; tried += 1) {
    const due = await takeDueMessage(sql, { county, now: clock(), leastMs });
    if (due === undefined) break;
    const sent = await sendOne(context, due, stop);
    if (sent === 'later') break;
    if (sent === 'notMade') continue;
    const { caseId, n } = due;
    await endMessage(sql, { county, caseId, n, outcome: sent });
    if (sent === 'sent') count += 1;
  }
  return count;
}

async function sendOne(
  context: PlatformContext,
  due: DueMessage,
  stop: AbortSignal,
): Promise<MessageOutcome | 'later' | 'notMade'> {
  const { config, clock, log } = context;
  const { county, sms } = config;
  const { caseId, n } = due;
  const now = clock();
  const isOver = now.getTime() - due.at.getTime() > MOST_AGE_MS;
  let message: Message | undefined;
  try {
    message = await makeMessage(context, due);
  } catch (error) {
    log.error({ caseId, n, ...describeError(error) }, 'short message');
    return isOver ? 'unreachable' : 'notMade';
  }
  if (message === undefined || sms === undefined) return 'noNumber';
  const answer = await sendMessage(sms, message, {
    keyId: county,
    now,
    nonce: randomUUID(),
    stop,
  });
  if (answer === 'taken') return 'sent';
  log.warn({ caseId, n, answer }, 'short message');
  if (answer === 'refused') return 'refused';
  return isOver ? 'unreachable' : 'later';
}

/** undefined: nobody has left a mobile number, as it stands in the case now. */
async function makeMessage(
  context: PlatformContext,
  { caseId, n, kind }: DueMessage,
): Promise<Message | undefined> {
  const { sql, config } = context;
  const { county } = config;
  const row = await findCase(sql, { county, caseId });
  const event = await findEvent(sql, { county, caseId, n });
  if (row === undefined || event === undefined) return undefined;
  const { catalogue } = await getCatalogue(context, row.catalogueVersion);
  const matter = getMatter(catalogue, row.matterCode);
  const phone = checkPhone(applicantPhone(matter, row.answers));
  if (!phone.ok || phone.value.kind !== 'mobile') return undefined;
  const last9 = groupReceiptNumber(row.number).last9;
  const parameters = { last9, by: dayOf(event) };
  return {
    requestId: eventId(event),
    phone: phone.value.digits,
    template: kind,
    parameters,
    text: messageWords[kind](parameters),
  };
}

/** A day that is only assumed is told to nobody. */
function dayOf({ body }: CaseEvent): string | null {
  const day: DueDay | null =
    body.kind === 'accepted'
      ? body.promisedBy
      : body.kind === 'correctionRequested'
        ? body.dueOn
        : null;
  return day === null || day.provisional ? null : day.date;
}

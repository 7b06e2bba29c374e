import * as v from 'valibot';
import { askSystem } from '../connectors/ask-system.ts';
import type { ConnectorSettings } from '../connectors/connector-settings.ts';
import type { MessageKind } from '../database/queries/messages.ts';

/**
 * All that the gateway is sent. `requestId` is the same for the same message, however
 * often it is sent: by it the gateway sends it once. Chinese gateways take messages by a
 * template that was approved before: `template` names ours, `parameters` fill it, and
 * `text` is the whole as it should read.
 */
export type Message = {
  requestId: string;
  /** 11 digits. */
  phone: string;
  template: MessageKind;
  parameters: { last9: string; by: string | null };
  text: string;
};

/** What it answers with status 200; that the request is named tells it from a portal. */
const answerSchema = v.object({
  requestId: v.string(),
  outcome: v.picklist(['taken', 'refused']),
});

/** Gives it to the gateway. `unavailable`, `silent`: it is tried again. Nothing is thrown. */
export async function sendMessage(
  settings: ConnectorSettings,
  message: Message,
  p: { keyId: string; now: Date; nonce: string; stop: AbortSignal },
): Promise<'taken' | 'refused' | 'unavailable' | 'silent'> {
  const asked = await askSystem(settings, message, p);
  if (asked.is !== 'answered') return asked.is;
  const answer = v.safeParse(answerSchema, asked.json);
  return answer.success && answer.output.requestId === message.requestId
    ? answer.output.outcome
    : 'unavailable';
}

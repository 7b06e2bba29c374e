import { useState } from 'preact/hooks';
import { UNLOCK_POLICIES } from '../../protocol/enrolment.ts';
import { issuedTicketSchema } from '../../protocol/review-trust.ts';
import { devicesText as words } from '../../text/review-trust.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { Qr } from '../../ui/qr/qr.tsx';
import { TextInput } from '../case/decide/text-input.tsx';
import { failureSentence } from '../failure-sentence.ts';
import { useReview } from '../review-context.ts';
import { useProved } from '../sign-in/use-proved.tsx';

type Issued = { ticket: string; shortCode: string; stationCode: string };

/** A ticket for a station's next device, in its three forms. It is shown once. */
export function TicketForm() {
  const { client } = useReview();
  const [stationCode, setStation] = useState('');
  const [clerkId, setClerk] = useState('');
  const [policy, setPolicy] = useState<string>('passphrase');
  const [errors, setErrors] = useState<{ station?: string; clerk?: string }>(
    {},
  );
  const [issued, setIssued] = useState<Issued | null>(null);
  const proved = useProved({
    lead: words.proveLead,
    cancelLabel: words.proveCancel,
  });
  const issue = () => {
    const code = stationCode.replaceAll(/\s/g, '');
    const wrong = {
      ...(/^\d{12}$/.test(code)
        ? {}
        : { station: words.badStation(code.length) }),
      ...(clerkId.trim() === '' ? { clerk: words.badClerk } : {}),
    };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    let made: Issued | null = null;
    proved.run({
      act: async () => {
        const answer = await client.json(
          '/api/v1/review/tickets',
          issuedTicketSchema,
          {
            method: 'POST',
            body: { stationCode: code, clerk: { id: clerkId.trim() }, policy },
          },
        );
        if (answer.ok) made = { ...answer.value, stationCode: code };
        return answer;
      },
      onDone: () => setIssued(made),
    });
  };
  return (
    <section class="ticket-form" aria-labelledby="ticket-title">
      <h2 id="ticket-title">{words.ticketTitle}</h2>
      <p>{words.ticketLead}</p>
      {proved.failure !== null && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{failureSentence(proved.failure)}</p>
        </Notice>
      )}
      {issued === null ? (
        <>
          <TextInput
            id="ticket-station"
            label={words.stationCode}
            value={stationCode}
            error={errors.station}
            onChange={setStation}
          />
          <TextInput
            id="ticket-clerk"
            label={words.clerkId}
            value={clerkId}
            error={errors.clerk}
            onChange={setClerk}
          />
          <div class="field">
            <label class="field-label" for="ticket-policy">
              {words.policy}
            </label>
            <select
              id="ticket-policy"
              class="console-input"
              value={policy}
              onChange={({ currentTarget: { value } }) => setPolicy(value)}
            >
              {UNLOCK_POLICIES.map((each) => (
                <option key={each} value={each}>
                  {words.policies[each] ?? each}
                </option>
              ))}
            </select>
          </div>
          <div>
            <Button
              kind="primary"
              onPress={issue}
              busy={proved.isBusy ? words.issuing : undefined}
            >
              {words.issue}
            </Button>
          </div>
        </>
      ) : (
        <Ticket issued={issued} onHide={() => setIssued(null)} />
      )}
      {proved.dialog}
    </section>
  );
}

function Ticket({ issued, onHide }: { issued: Issued; onHide: () => void }) {
  const { ticket, shortCode, stationCode } = issued;
  return (
    <div role="status">
      <p class="hint">{words.shortCodeHint}</p>
      <p class="ticket-code">{words.shortCode(shortCode)}</p>
      <Qr content={ticket} label={words.qr} />
      <div class="row">
        <a
          class="button"
          href={`data:application/jose,${encodeURIComponent(ticket)}`}
          download={words.fileName(stationCode)}
        >
          {words.file}
        </a>
        <Button onPress={onHide}>{words.hide}</Button>
      </div>
    </div>
  );
}

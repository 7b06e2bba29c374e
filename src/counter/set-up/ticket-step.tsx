import { useRef, useState } from 'preact/hooks';
import type { ErrorCode, Outcome } from '../../protocol/error-code.ts';
import { setUpText } from '../../text/set-up.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';

import { errorId, hintId } from '../../ui/field/field-id.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { device } from '../device.ts';
import { FileButton } from '../frame/file-button.tsx';
import { readCodeFromPicture } from '../frame/read-code.ts';
import { ScanButton } from '../frame/scan-button.tsx';
import '../../ui/field/field.css';

type TicketStepProps = {
  problem: ErrorCode | undefined;
  onProblem: (problem: ErrorCode | undefined) => void;
};

/** The county's ticket: its file, which needs no network, or the 8 digits. */
export function TicketStep({ problem, onProblem }: TicketStepProps) {
  const code = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string>();
  const [shapeError, setShapeError] = useState<string>();
  const error = shapeError ?? sentenceOf(problem);

  const attempt = async (
    verb: string,
    act: () => Promise<Outcome<unknown>>,
  ) => {
    setBusy(verb);
    setShapeError(undefined);
    const done = await act();
    setBusy(undefined);
    onProblem(done.ok ? undefined : done.code);
  };
  const fetchTicket = () => {
    const digits = normalDigits(code.current?.value ?? '');
    if (!/^\d{8}$/.test(digits)) {
      setShapeError(setUpText.codeShape);
      code.current?.focus();
      return;
    }
    void attempt(setUpText.fetching, () => device().device.fetchTicket(digits));
  };
  return (
    <div class="stack">
      <FileButton
        busy={busy === setUpText.reading ? busy : undefined}
        onFile={(file) => {
          void attempt(setUpText.reading, async () =>
            device().device.readTicket(await ticketIn(file)),
          );
        }}
      >
        {setUpText.ticketFile}
      </FileButton>
      <ScanButton
        label={setUpText.scanTicket}
        onText={(text) => {
          void attempt(setUpText.reading, () =>
            device().device.readTicket(text.trim()),
          );
        }}
      />
      <form
        class={error === undefined ? 'field' : 'field field-wrong'}
        onSubmit={(event) => {
          event.preventDefault();
          fetchTicket();
        }}
      >
        <label class="field-label" for="ticket-code">
          {setUpText.ticketCode}
        </label>
        <p class="hint" id={hintId('ticket-code')}>
          {setUpText.ticketCodeHint}
        </p>
        {error !== undefined && (
          <p class="field-error" id={errorId('ticket-code')} role="alert">
            <Icon name="octagon" />
            <span>{error}</span>
          </p>
        )}
        <div class="input-row">
          <input
            ref={code}
            id="ticket-code"
            class="input"
            type="text"
            inputMode="numeric"
            autocomplete="off"
            aria-invalid={error !== undefined}
            aria-describedby={[
              hintId('ticket-code'),
              error !== undefined && errorId('ticket-code'),
            ]
              .filter(Boolean)
              .join(' ')}
          />
          <Button submit busy={busy === setUpText.fetching ? busy : undefined}>
            {setUpText.fetchTicket}
          </Button>
        </div>
      </form>
    </div>
  );
}

/** The ticket's text; a picture of the printed sheet, as chats carry it, serves too. */
async function ticketIn(file: File): Promise<string> {
  const text = file.type.startsWith('image/')
    ? await readCodeFromPicture(file)
    : await file.text();
  return text?.trim() ?? '';
}

function sentenceOf(problem: ErrorCode | undefined): string | undefined {
  if (problem === undefined) return undefined;
  const isCut = problem === 'offline' || problem === 'portal';
  return isCut ? setUpText.codeNeedsNetwork : errorSentence(problem);
}

/** Full-width digits to half-width, blanks and dashes gone. */
function normalDigits(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '');
}

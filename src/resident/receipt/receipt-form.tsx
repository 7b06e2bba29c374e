import { useState } from 'preact/hooks';
import type { ReceiptStatusRequest } from '../../protocol/receipts.ts';
import { residentText } from '../../text/resident.ts';
import { Button } from '../../ui/button/button.tsx';
import {
  ErrorSummary,
  type SummarisedError,
} from '../../ui/error-summary/error-summary.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { readLast9, readQueryCode } from './read-typed.ts';

type ReceiptFormProps = {
  isAsking: boolean;
  onAsk: (request: ReceiptStatusRequest) => void;
};

const LAST9_ID = 'last9';
const CODE_ID = 'query-code';

/** The two numbers printed on the receipt. */
export function ReceiptForm({ isAsking, onAsk }: ReceiptFormProps) {
  const [last9, setLast9] = useState('');
  const [code, setCode] = useState('');
  const [errors, setErrors] = useState<SummarisedError[]>([]);
  const [attempt, setAttempt] = useState(0);

  const submit = () => {
    const number = readLast9(last9);
    const queryCode = readQueryCode(code);
    const found: SummarisedError[] = [];
    if (!number.ok) {
      found.push({ elementId: LAST9_ID, message: number.sentence });
    }
    if (!queryCode.ok) {
      found.push({ elementId: CODE_ID, message: queryCode.sentence });
    }
    setErrors(found);
    setAttempt((n) => n + 1);
    if (!number.ok || !queryCode.ok) return;
    setLast9(number.value);
    setCode(queryCode.value);
    onAsk({ last9: number.value, queryCode: queryCode.value });
  };
  const errorOf = (id: string) =>
    errors.find(({ elementId }) => elementId === id)?.message;
  return (
    <form
      class="stack"
      // The sentences here say more than the browser's would.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAsking) submit();
      }}
    >
      <ErrorSummary errors={errors} attempt={attempt} />
      <Input
        id={LAST9_ID}
        label={residentText.last9}
        hint={residentText.last9Hint}
        error={errorOf(LAST9_ID)}
        value={last9}
        isNumeric
        onChange={setLast9}
      />
      <Input
        id={CODE_ID}
        label={residentText.queryCode}
        hint={residentText.queryCodeHint}
        error={errorOf(CODE_ID)}
        value={code}
        onChange={setCode}
      />
      <Button
        kind="primary"
        submit
        busy={isAsking ? residentText.asking : undefined}
      >
        {residentText.check}
      </Button>
    </form>
  );
}

type InputProps = {
  id: string;
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  isNumeric?: boolean;
  onChange: (value: string) => void;
};

function Input(props: InputProps) {
  const { id, label, hint, error, value, isNumeric = false } = props;
  const described =
    error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`;
  return (
    <div class={error === undefined ? 'field' : 'field receipt-wrong'}>
      <label class="receipt-label" for={id}>
        {label}
      </label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {error !== undefined && (
        <p class="receipt-error" id={`${id}-error`}>
          <Icon name="octagon" />
          {error}
        </p>
      )}
      <input
        id={id}
        class="receipt-input"
        type="text"
        inputMode={isNumeric ? 'numeric' : 'text'}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={described}
        value={value}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
    </div>
  );
}

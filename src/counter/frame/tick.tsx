import { Icon } from '../../ui/icon/icon.tsx';
import { errorId, inputId } from '../../ui/field/field-id.ts';

type TickProps = {
  id: string;
  label: string;
  /** Where the label alone does not say to what. */
  spokenLabel?: string;
  isTicked: boolean;
  /** The sentence that says what is missing; undefined: nothing is. */
  error?: string | undefined;
  onTick: (isTicked: boolean) => void;
};

/** One box for one promise or consent; never ticked beforehand. */
export function Tick(props: TickProps) {
  const { id, label, spokenLabel, isTicked, error, onTick } = props;
  return (
    <div class="field">
      {error !== undefined && (
        <p class="tick-error" id={errorId(id)}>
          <Icon name="octagon" />
          {error}
        </p>
      )}
      <label class={error === undefined ? 'tick' : 'tick tick-wrong'}>
        <input
          id={inputId(id)}
          type="checkbox"
          aria-label={spokenLabel}
          checked={isTicked}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : errorId(id)}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
    </div>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import { common } from '../../text/common.ts';
import { Icon } from '../icon/icon.tsx';
import { revealField } from './reveal-field.ts';
import './error-summary.css';

export type SummarisedError = {
  /** DOM id of the input (field/field-id.ts), the same that its sentence stands beside. */
  elementId: string;
  /** The same sentence as beside the field. */
  message: string;
  /** Page of the field when it is not this one; the link then goes there. */
  href?: string;
};

type ErrorSummaryProps = {
  /** In page order. With none nothing is drawn. */
  errors: readonly SummarisedError[];
  /** Changes with every failed attempt, so that focus comes back each time. */
  attempt?: number;
};

/**
 * What stands at the top after a step was refused. Focus moves here, because a clerk or resident
 * who uses a screen reader or zoom would else not learn that anything happened.
 */
export function ErrorSummary({ errors, attempt = 0 }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  const hasErrors = errors.length > 0;
  useEffect(() => {
    if (hasErrors) box.current?.focus();
  }, [attempt, hasErrors]);
  if (!hasErrors) return null;
  return (
    <div
      class="error-summary"
      ref={box}
      tabIndex={-1}
      role="group"
      aria-labelledby="error-summary-title"
    >
      <h2 id="error-summary-title">
        <Icon name="octagon" />
        {common.errorsToMend(errors.length)}
      </h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.elementId} ${error.message}`}>
            <a
              href={error.href ?? `#${error.elementId}`}
              onClick={(event) => {
                if (error.href !== undefined) return;
                event.preventDefault();
                revealField(error.elementId);
              }}
            >
              {error.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

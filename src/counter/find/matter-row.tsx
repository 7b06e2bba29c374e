import type { MatterSummary } from '../../device/device-api.ts';
import { findText } from '../../text/find.ts';
import { Icon } from '../../ui/icon/icon.tsx';

type MatterRowProps = {
  matter: MatterSummary;
  category: string;
  isBusy: boolean;
  onBegin: () => void;
};

/** A matter with its whole name, office and promise, so that two alike are told apart. */
export function MatterRow(props: MatterRowProps) {
  const { matter, category, isBusy } = props;
  const { canTakeIn, promisedDays } = matter;
  return (
    <li>
      <button
        type="button"
        class={canTakeIn ? undefined : 'matter-later'}
        aria-describedby={canTakeIn ? undefined : `later-${matter.code}`}
        onClick={props.onBegin}
      >
        <span class="row-main">
          <span class="row-title">{matter.short}</span>
          <span class="hint matter-name">{matter.name}</span>
          <span class="hint matter-name">
            {[
              matter.department,
              promisedDays !== null && findText.promise(promisedDays),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {!canTakeIn && (
            <span class="hint matter-name" id={`later-${matter.code}`}>
              <Icon name="clock" />
              {findText.later}
            </span>
          )}
        </span>
        <span class="hint">{isBusy ? findText.opening : category}</span>
        {canTakeIn && <Icon name="chevron" />}
      </button>
    </li>
  );
}

import { findText } from '../../text/find.ts';
import { Button } from '../../ui/button/button.tsx';

type SituationsProps = {
  chosen: string | undefined;
  hasMore: boolean;
  onChoose: (label: string | undefined) => void;
  onMore: (hasMore: boolean) => void;
};

/**
 * What has happened, as people say it when they come in. The one that was chosen
 * stands alone, so that what helps is in view; pressed again, it is let go.
 */
export function Situations(props: SituationsProps) {
  const { chosen, hasMore, onChoose, onMore } = props;
  const { situations, moreSituations, more, fewer, other } = findText;
  const shown = [...situations, ...moreSituations].filter(
    ({ label }, index) =>
      label === chosen ||
      (chosen === undefined && (hasMore || index < situations.length)),
  );
  return (
    <section class="stack-tight" aria-labelledby="happened">
      <h2 id="happened" class="find-label">
        {findText.happened}
      </h2>
      <div class="find-chips">
        {shown.map(({ label }) => (
          <Button
            key={label}
            pressed={label === chosen}
            onPress={() => onChoose(label === chosen ? undefined : label)}
          >
            {label}
          </Button>
        ))}
        <Button
          key="rest"
          kind="plain"
          onPress={() =>
            chosen === undefined ? onMore(!hasMore) : onChoose(undefined)
          }
        >
          {chosen !== undefined ? other : hasMore ? fewer : more}
        </Button>
      </div>
    </section>
  );
}

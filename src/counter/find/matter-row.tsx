import { BUNDLES } from '../../domain/catalogue/find-matter.ts';
import type { MatterSummary } from '../../device/device-api.ts';
import { findText } from '../../text/find.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import { keepSearch } from './kept-search.ts';

type MatterRowProps = {
  matter: MatterSummary;
  /** Under a category's own heading it is not said again. */
  category?: string | undefined;
  /** The words of the catalogue that were met, where the names do not show them. */
  met?: string | undefined;
};

/** A bundle's own page says what it is; it has no guide beside. */
export const pathOf = ({ code, category }: MatterSummary) =>
  category === BUNDLES ? paths.bundle(code) : paths.guide(code);

/** A matter with its whole name, office and promise, so that two alike are told apart. */
export function MatterRow({ matter, category, met }: MatterRowProps) {
  const { code, canTakeIn, isWithdrawn, promisedDays } = matter;
  const id = `matter-${code}`;
  return (
    <li>
      <a
        id={id}
        href={pathOf(matter)}
        class={canTakeIn ? 'matter-row' : 'matter-row matter-elsewhere'}
        aria-describedby={canTakeIn ? undefined : `elsewhere-${code}`}
        onClick={() => keepSearch({ row: id, top: scrollY })}
      >
        <span class="row-main">
          <span class="matter-head">
            <span class="row-title">{matter.short}</span>
            {category !== undefined && <span class="hint">{category}</span>}
          </span>
          <span class="hint matter-name">{matter.name}</span>
          <span class="hint matter-name">
            {matter.department}
            {promisedDays !== null && (
              <span class="nowrap"> · {findText.promise(promisedDays)}</span>
            )}
          </span>
          {met !== undefined && (
            <span class="hint matter-name">{findText.met(met)}</span>
          )}
          {!canTakeIn && (
            <span class="hint matter-name" id={`elsewhere-${code}`}>
              <Icon name={isWithdrawn ? 'cross' : 'clock'} />{' '}
              {isWithdrawn ? findText.withdrawn : findText.notHere}
            </span>
          )}
        </span>
        <Icon name="chevron" />
      </a>
    </li>
  );
}

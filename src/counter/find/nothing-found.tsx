import type { MatterSummary } from '../../device/device-api.ts';
import { nearMatters } from '../../domain/catalogue/near-matters.ts';
import { findText } from '../../text/find.ts';
import { Button } from '../../ui/button/button.tsx';
import { deviceState } from '../device.ts';
import { MatterRow } from './matter-row.tsx';

type NothingFoundProps = {
  word: string;
  matters: readonly MatterSummary[];
  onSeeAll: () => void;
};

/** What may have been meant, everything there is, and whom to ask. */
export function NothingFound({ word, matters, onSeeAll }: NothingFoundProps) {
  const near = nearMatters(matters, word);
  const station = deviceState.value?.station;
  return (
    <div class="stack">
      <p>{findText.nothing(word, matters.length)}</p>
      {near.length > 0 && (
        <section class="stack-tight" aria-labelledby="near-matters">
          <h2 id="near-matters">{findText.near}</h2>
          <ul class="rows">
            {near.map((matter) => (
              <MatterRow key={matter.code} matter={matter} />
            ))}
          </ul>
        </section>
      )}
      <span>
        <Button onPress={onSeeAll}>{findText.seeAll(matters.length)}</Button>
      </span>
      {station && (
        <p>
          {findText.askTownship(word)}
          {station.phone === null ? (
            station.townName
          ) : (
            <a class="nowrap" href={`tel:${station.phone}`}>
              {station.phone}
            </a>
          )}
        </p>
      )}
    </div>
  );
}

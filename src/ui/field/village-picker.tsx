import { useState } from 'preact/hooks';
import type { Address } from '../../domain/cases/answers.ts';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import type { Regions } from './field-props.ts';
import { addressOf, findVillages, type VillageHit } from './find-villages.ts';
import { SearchBox } from './search-box.tsx';

/** More hits than this say how many are left; another letter narrows them faster than scrolling. */
const MOST_HITS = 12;

type VillagePickerProps = {
  id: string;
  regions: Regions;
  /** True when the clerk opened it: then the search takes focus. */
  isAsked: boolean;
  onPick: (place: Address) => void;
  onOutside: () => void;
};

export function VillagePicker(props: VillagePickerProps) {
  const { regions, onPick } = props;
  const [word, setWord] = useState('');
  const hits = findVillages(regions, word);
  const shown = hits.slice(0, MOST_HITS);
  return (
    <div class="picker">
      <SearchBox
        id={`${props.id}-search`}
        label={fieldText.searchVillage}
        takesFocus={props.isAsked}
        count={countText(word, hits.length)}
        onWord={setWord}
      />
      <ul class="picker-hits">
        {shown.map((hit) => (
          <li key={`${hit.village.town9} ${hit.village.name}`}>
            <Button onPress={() => onPick(addressOf(hit, regions))}>
              {hitText(hit)}
            </Button>
          </li>
        ))}
      </ul>
      <span>
        <Button onPress={props.onOutside}>{fieldText.outside}</Button>
      </span>
    </div>
  );
}

/** The township is printed wherever a village is. */
const hitText = ({ village, township, mergedInto }: VillageHit) =>
  mergedInto === undefined
    ? fieldText.villageHit(village.name, township.name)
    : fieldText.mergedHit(village.name, mergedInto.name, township.name);

function countText(word: string, hits: number): string {
  if (word === '') return '';
  if (hits === 0) return fieldText.noVillage(word);
  return hits > MOST_HITS
    ? fieldText.moreHits(hits - MOST_HITS)
    : fieldText.hits(hits);
}

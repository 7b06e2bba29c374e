import { exportText } from '../../text/stick.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { SPLITS, type Split } from './use-export.ts';

type Props = { split: Split; onChoose: (split: Split) => void };

/** For small sticks, and for what goes through a chat. */
export function SplitChoice({ split, onChoose }: Props) {
  return (
    <details>
      <summary>
        <Icon name="chevron" />
        {exportText.split}
      </summary>
      <fieldset class="field">
        <legend class="field-label">{exportText.splitLegend}</legend>
        {(Object.keys(SPLITS) as Split[]).map((name) => (
          <label key={name} class="choice">
            <input
              type="radio"
              name="split"
              checked={name === split}
              onChange={() => onChoose(name)}
            />
            <span>{exportText.splitChoices[name]}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}

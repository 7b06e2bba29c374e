import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import type {
  ResidentLine,
  ResidentQuery,
  Residents,
} from '../../device/device-api.ts';
import { errorSentence } from '../../text/errors.ts';
import { residentsText } from '../../text/residents.ts';
import { SearchBox } from '../../ui/field/search-box.tsx';
import { useRead } from '../device.ts';
import '../../ui/field/field.css';

type ResidentSearchProps = {
  label: string;
  due?: ResidentQuery['due'];
  /** Before anything is typed: all of them, or nobody. */
  showsAll: boolean;
  /** Known by `line.id`: a row never becomes somebody else's. */
  row: (line: ResidentLine) => ComponentChildren;
};

const NOBODY: readonly ResidentLine[] = [];

/** Finds somebody among those whom the device knows. */
export function ResidentSearch(props: ResidentSearchProps) {
  const { label, due, showsAll, row } = props;
  const [text, setText] = useState('');
  const ofOnePerson = useOnePress();
  const found = useFound(text, due);
  const { all = 0, met = 0, lines = NOBODY } = found?.ok ? found.value : {};
  // A key is drawn before its answer is there: the rows are the same until then.
  const rows = useMemo(() => lines.map(row), [lines, row]);
  if (found?.ok === false) return <p>{errorSentence(found.code)}</p>;
  const isShown = found !== undefined && (showsAll || text !== '');
  return (
    <>
      <SearchBox
        id="resident-search"
        isOfPage
        label={label}
        takesFocus={false}
        count={text === '' || found === undefined ? '' : residentsText.met(met)}
        onWord={setText}
      />
      {isShown && lines.length === 0 && (
        <p class="hint">
          {all === 0
            ? residentsText.empty
            : text === ''
              ? residentsText.none
              : residentsText.nothing(text)}
        </p>
      )}
      {isShown && lines.length > 0 && (
        <ul class="rows" {...ofOnePerson}>
          {rows}
        </ul>
      )}
      {isShown && met > lines.length && (
        <p class="hint">{residentsText.more(met - lines.length)}</p>
      )}
    </>
  );
}

/** A finger that goes down on one row and up on what has taken its place chose nobody. */
function useOnePress() {
  const pressed = useRef<Element | null>(null);
  const rowOf = ({ target }: Event) =>
    target instanceof Element ? target.closest('li') : null;
  return {
    onPointerDown: (event: Event) => {
      pressed.current = rowOf(event);
    },
    onClickCapture: (event: TargetedMouseEvent<HTMLElement>) => {
      const isByKey = event.detail === 0;
      if (isByKey || rowOf(event) === pressed.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** Again at each word; undefined until the first answer. */
export function useFound(text: string, due?: ResidentQuery['due']) {
  return useRead(
    (device) =>
      device.residents.find({ text, ...(due !== undefined && { due }) }),
    [text, due],
  );
}

/** How many are known, and may have something coming; 0 until it is known. */
export function useMet(due: ResidentQuery['due']): Residents['met'] {
  const found = useFound('', due);
  return found?.ok === true ? found.value.met : 0;
}

/** What tells two of one name apart: sex, age, group, village and four digits. */
export function Who({ line }: { line: ResidentLine }) {
  const { name, isMale, age, group, place, idLast4 } = line;
  const { male, female, years, group: groupOf, end } = residentsText;
  return (
    <>
      <span class="row-title">
        {name} {isMale ? male : female} {years(age)}{' '}
        {group !== null && groupOf(group)}
      </span>
      <span class="hint">
        {place} <span class="nowrap">{end(idLast4)}</span>
      </span>
    </>
  );
}

import { useMemo, useRef, useState } from 'preact/hooks';
import type { BatchLine } from '../../device/device-api.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { fieldOf } from '../../domain/rules/answer-issue.ts';
import { batchColumns } from '../../domain/rules/batch-columns.ts';
import { batchText } from '../../text/batch.ts';
import { frameText } from '../../text/counter.ts';
import { residentsText } from '../../text/residents.ts';
import { Button } from '../../ui/button/button.tsx';
import { answerText } from '../../ui/field/answer-text.ts';
import { isComposing } from '../../ui/field/composing.ts';
import { normaliseProse } from '../../ui/field/normalise.ts';
import { useTypedText } from '../../ui/field/use-typed-text.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';
import type { Batch } from './use-batch.ts';

const AT_ONCE = 50;

type GridProps = { batch: Batch; lines: readonly BatchLine[]; isWide: boolean };

/** The rows: whose each is and what it wants; where there is room, its cells too. */
export function BatchGrid({ batch, lines, isWide }: GridProps) {
  const columns = isWide ? batchColumns(batch.matter) : [];
  const [count, setCount] = useState(AT_ONCE);
  return (
    <>
      <div
        class="scroll-x batch-box"
        role="region"
        aria-label={batchText.name}
        tabIndex={0}
        onKeyDown={goByKey}
      >
        <table>
          {isWide && (
            <tr>
              <th scope="col">{residentsText.attributes.name}</th>
              {columns.map(({ id, label }) => (
                <th key={id} scope="col">
                  {label}
                </th>
              ))}
              <th scope="col">{batchText.missing}</th>
            </tr>
          )}
          {lines.slice(0, count).map((line, row) => (
            <Row key={line.draftId} {...{ batch, line, columns, row }} />
          ))}
        </table>
      </div>
      {lines.length > count && (
        <Button onPress={() => setCount(count + AT_ONCE)}>
          {batchText.more}
        </Button>
      )}
    </>
  );
}

type RowProps = {
  batch: Batch;
  line: BatchLine;
  columns: readonly Field[];
  row: number;
};

/** Drawn anew only when it says something else. */
function Row(props: RowProps) {
  const { batch, line, columns, row } = props;
  const put = useRef(batch.put);
  put.current = batch.put;
  const { draftId, isMale, age, group, idLast4, name } = line;
  const { male, female, years, group: groupOf, end } = residentsText;
  return useMemo(() => {
    const wrong = line.issues.map(({ path }) => fieldOf(path));
    return (
      <tr>
        <th scope="row">
          <a href={paths.batchRow(batch.batchId, draftId)}>
            {name}{' '}
            <span class="hint">
              {isMale ? male : female} {years(age)}{' '}
              {group !== null && groupOf(group)} {end(idLast4)}
            </span>
          </a>
        </th>
        {columns.map((field, column) => (
          <td key={field.id}>
            {!line.hidden.includes(field.id) && (
              <Cell
                {...{ field }}
                text={answerText(line.answers[field.id])}
                given={{
                  class: 'input',
                  'data-cell': `${row} ${column}`,
                  'aria-label': `${name} ${field.label}`,
                  'aria-invalid': wrong.includes(field.id),
                }}
                onText={(text) =>
                  put.current([
                    { draftId, answers: { [field.id]: text || null } },
                  ])
                }
              />
            )}
          </td>
        ))}
        <td class={line.isReady ? 'tone-ok' : 'tone-warn'}>
          <Icon name={line.isReady ? 'check' : 'triangle'} />
          {line.isReady ? batchText.whole : whatIsLeft(props)}
        </td>
      </tr>
    );
  }, [line, columns.length, row]);
}

function whatIsLeft({ line, batch: { matter } }: RowProps): string {
  const label = (path: string) =>
    matter.fields.find(({ id }) => id === fieldOf(path))?.label ?? '';
  const paper = (missing: string) => {
    const found = matter.materials.find(({ id }) => id === missing);
    return found?.source === 'captured'
      ? batchText.noPhoto
      : (found?.name ?? '');
  };
  return frameText.list([
    ...line.issues.map(({ path }) => label(path)),
    ...line.says,
    ...line.missing.map(paper),
    ...(line.isTwin ? [batchText.twin] : []),
    ...(line.isUnsigned ? [batchText.unsigned] : []),
  ]);
}

type CellProps = {
  field: Field;
  text: string;
  given: Record<string, string | boolean>;
  onText: (text: string) => void;
};

function Cell({ field, text, given, onText }: CellProps) {
  const typed = useTypedText<HTMLInputElement>({
    text,
    normalise: normaliseProse,
    normalisePaste: false,
    onText,
  });
  return field.options === undefined ? (
    <input
      {...given}
      ref={typed.element}
      autocomplete="off"
      spellcheck={false}
      defaultValue={typed.defaultText}
      {...typed.handlers}
    />
  ) : (
    <select
      {...given}
      value={text}
      onChange={({ currentTarget }) => onText(currentTarget.value)}
    >
      {['', ...field.options].map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  );
}

/** Row and column of a cell; undefined: it is none. */
export function placeOfCell(target: EventTarget | null): number[] | undefined {
  return target instanceof HTMLElement
    ? target.dataset['cell']?.split(' ').map(Number)
    : undefined;
}

/** As in a spreadsheet: down with Enter too; a digit picks that option. */
function goByKey(event: KeyboardEvent): void {
  const { target, key } = event;
  const [row, column] = placeOfCell(target) ?? [];
  if (row === undefined || isComposing(event) || event.ctrlKey || event.altKey)
    return;
  if (target instanceof HTMLSelectElement && Number(key) > 0) {
    if (Number(key) >= target.options.length) return;
    target.selectedIndex = Number(key);
    target.dispatchEvent(new Event('change', { bubbles: true }));
    return;
  }
  const down =
    key === 'ArrowUp'
      ? row - 1
      : key === 'ArrowDown' || key === 'Enter'
        ? row + 1
        : undefined;
  if (down === undefined) return;
  event.preventDefault();
  document
    .querySelector<HTMLElement>(`[data-cell="${down} ${column ?? 0}"]`)
    ?.focus();
}

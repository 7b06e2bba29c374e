import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { answerIssueSentence } from '../../text/errors.ts';
import { fieldText } from '../../text/fields.ts';
import { Button } from '../button/button.tsx';
import { revealField } from '../error-summary/reveal-field.ts';
import { Icon } from '../icon/icon.tsx';
import { cellPath, inputId } from './field-id.ts';
import { GroupFrame } from './field-frame.tsx';
import type { FieldProps } from './field-props.ts';
import { isFinished, rowElement, TableRow } from './table-row.tsx';
import { useRows, type Row } from './use-rows.ts';
import './table.css';

/** A table as it is filled in: on a phone and at a desk one row below the other. */
export function TableInput(props: FieldProps) {
  const { field, issue, cellIssues = [], today } = props;
  const { columns = [], maxRows = Infinity } = field;
  const table = useRows(props);
  const { rows, removed } = table;
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const isWrong = ({ key }: Row) =>
    cellIssues.some(({ path }) => path.startsWith(cellPath(field.id, key, '')));
  const needsWork = (row: Row) =>
    isWrong(row) || !isFinished(field, row.cells, today);
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () => new Set(rows.filter(needsWork).map(({ key }) => key)),
  );
  const focusNext = useFocusNext();
  /** Of what was removed last. */
  const undo = useRef<HTMLButtonElement>(null);

  const toggle = (key: number, isOpen: boolean) => {
    setOpen((before) => {
      const others = [...before].filter((other) => other !== key);
      return new Set(isOpen ? [...others, key] : others);
    });
  };
  const add = () => {
    const row = table.add();
    // What is done folds away, so that the new row stands alone on a small screen.
    setOpen(new Set([...rows.filter(needsWork), row].map(({ key }) => key)));
    const first = cellPath(field.id, row.key, columns[0]?.id ?? '');
    focusNext(() => revealField(inputId(first)));
  };
  return (
    <GroupFrame
      {...{ field }}
      error={issue && answerIssueSentence(issue, field)}
      takesFocus
    >
      <div class="stack-tight">
        {rows.map((row, at) => (
          <TableRow
            key={row.key}
            {...props}
            row={row}
            n={at + 1}
            isOpen={open.has(row.key)}
            onToggle={(isOpen) => toggle(row.key, isOpen)}
            issueOf={(path) =>
              mended.has(path)
                ? undefined
                : cellIssues.find((each) => each.path === path)
            }
            onCell={(columnId, cell) => {
              const path = cellPath(field.id, row.key, columnId);
              setMended((before) => new Set([...before, path]));
              table.change(row.key, columnId, cell);
            }}
            onRemove={() => {
              table.remove(row.key);
              focusNext(() => undo.current?.focus());
            }}
          />
        ))}
        {removed.map((each) => {
          const name = fieldText.rowOf(field.label, each.at + 1);
          return (
            <p key={each.row.key} class="spread table-removed" role="status">
              <span>
                <Icon name="cross" /> {fieldText.removed(name)}
              </span>
              <Button
                buttonRef={undo}
                label={`${fieldText.restore} ${name}`}
                onPress={() => {
                  table.restore(each);
                  focusNext(() => rowElement(field, each.row)?.focus());
                }}
              >
                {fieldText.restore}
              </Button>
            </p>
          );
        })}
        {rows.length < maxRows ? (
          <span>
            <Button label={`${fieldText.addRow} ${field.label}`} onPress={add}>
              {fieldText.addRow}
            </Button>
          </span>
        ) : (
          <p class="hint">{fieldText.mostRows(maxRows)}</p>
        )}
      </div>
    </GroupFrame>
  );
}

/** Moves the focus once the change under way is drawn: what held it may be gone. */
function useFocusNext() {
  const next = useRef<(() => void) | undefined>(undefined);
  // At once: one that is put off runs before the next drawing, when it is not there.
  useLayoutEffect(() => {
    next.current?.();
    next.current = undefined;
  });
  return (focus: () => void) => {
    next.current = focus;
  };
}

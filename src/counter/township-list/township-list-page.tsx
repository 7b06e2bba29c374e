import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Person } from '../../domain/people/person.ts';
import { errorSentence } from '../../text/errors.ts';
import { listText } from '../../text/township-list.ts';
import { Button } from '../../ui/button/button.tsx';
import { Dialog } from '../../ui/dialog/dialog.tsx';
import { ownVillageAddress } from '../../ui/field/find-villages.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import '../../ui/field/field.css';
import { device, useRead } from '../device.ts';
import { FileButton } from '../frame/file-button.tsx';
import { paths } from '../frame/navigation.ts';
import { Screen } from '../frame/screen.tsx';
import { ownVillage } from '../intake/intake.ts';
import { useFound } from '../residents/resident-search.tsx';
import {
  COLUMNS,
  guessColumns,
  readPeople,
  type Columns,
} from './list-people.ts';
import { readTable } from './read-table.ts';

/** So many are listed; who mends these reads the file again. */
const ISSUES = 50;

/** Takes in the township's list: what each column is, what is wrong, then all at once. */
export function TownshipListPage() {
  const { route } = useLocation();
  const [rows, setRows] = useState<string[][]>([]);
  const [columns, setColumns] = useState<Columns>(guessColumns([]));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState<string>();
  const [isAsked, setAsked] = useState(false);
  const everybody = useFound('');
  const listed = everybody?.ok === true ? everybody.value.listed : 0;
  const regions = useRead((device) => device.catalogue.regions());
  const village = regions && ownVillageAddress(regions, ownVillage());
  const { people, issues } = readPeople(rows, columns, village);
  const read = async (file: File) => {
    setBusy(listText.reading);
    const table = await readTable(file);
    setBusy(undefined);
    setProblem(table === undefined ? listText.unreadable : undefined);
    setRows(table ?? []);
    setColumns(guessColumns(table?.[0] ?? []));
  };
  const replace = async (list: Person[]) => {
    setAsked(false);
    setBusy(listText.saving);
    const done = await device().residents.replaceList(list);
    setBusy(undefined);
    if (done.ok) return route(paths.residents(), true);
    const most = done.details?.['most'];
    setProblem(
      typeof most === 'number'
        ? listText.tooMany(most)
        : errorSentence(done.code),
    );
  };
  const [head = []] = rows;
  return (
    <Screen
      title={listText.title}
      back={paths.residents()}
      primary={
        people.length === 0
          ? undefined
          : {
              label: listText.replace(people.length),
              onPress: () => void replace(people),
              busy,
            }
      }
    >
      <p>{listText.lead}</p>
      <div class="buttons">
        <FileButton
          accept=".csv,.txt,.xlsx"
          busy={busy}
          onFile={(file) => void read(file)}
        >
          {listText.choose}
        </FileButton>
        {listed > 0 && (
          <Button busy={busy} onPress={() => setAsked(true)}>
            {listText.clear}
          </Button>
        )}
      </div>
      {problem !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{problem}</p>
        </Notice>
      )}
      {isAsked && (
        <Dialog
          title={listText.clearTitle(listed)}
          confirmLabel={listText.clear}
          cancelLabel={listText.clearCancel}
          onConfirm={() => void replace([])}
          onCancel={() => setAsked(false)}
          dangerous
        >
          <p>{listText.clearExplained}</p>
        </Dialog>
      )}
      {rows.length > 0 && (
        <>
          {COLUMNS.map((column) => (
            <div key={column} class="field">
              <label class="field-label" for={`column-${column}`}>
                {listText.columns[column]}
              </label>
              <select
                id={`column-${column}`}
                class="input"
                value={columns[column]}
                onChange={({ currentTarget }) =>
                  setColumns({
                    ...columns,
                    [column]: Number(currentTarget.value),
                  })
                }
              >
                <option value={-1}>{listText.noColumn}</option>
                {head.map((name, at) => (
                  <option key={at} value={at}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          ))}
          <p role="status">
            <strong>{listText.found(rows.length - 1, people.length)}</strong>
          </p>
          {issues.length > 0 && (
            <details>
              <summary>
                <Icon name="chevron" />
                {listText.issues(issues.length)}
              </summary>
              <ul class="plain-list">
                {issues.slice(0, ISSUES).map(({ row, says }) => (
                  <li key={`${row} ${says}`}>{listText.row(row, says)}</li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </Screen>
  );
}

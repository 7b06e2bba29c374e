import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { BatchLine, RowChanges } from '../../device/device-api.ts';
import { batchColumns } from '../../domain/rules/batch-columns.ts';
import { batchText } from '../../text/batch.ts';
import { errorSentence } from '../../text/errors.ts';
import { signText } from '../../text/intake.ts';
import { listText } from '../../text/township-list.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device, deviceState } from '../device.ts';
import { today } from '../frame/clock.ts';
import { FileButton } from '../frame/file-button.tsx';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { useWide } from '../guide/use-wide.ts';
import { settleDraft } from '../intake/draft-saver.ts';
import { parseCsv, readTable } from '../township-list/read-table.ts';
import { AddPeople } from './add-people.tsx';
import { BatchGrid, placeOfCell } from './batch-grid.tsx';
import { namesPeople, pasteBlock, readPasted, type Pasted } from './pasted.ts';
import { nextToShoot, rowPath } from './row-path.ts';
import { TakenPage } from './taken-page.tsx';
import { useBatch, type Batch } from './use-batch.ts';

/** One matter, many residents: who is whole, what the others want, and the sending. */
export function BatchPage({ batchId }: { batchId: string }) {
  const { query } = useLocation();
  const batch = useBatch(batchId, query['matter'] ?? '');
  if (batch === undefined) return <OpeningPage />;
  if (typeof batch === 'string')
    return (
      <Screen title={batchText.name} back={paths.home}>
        <p>{batch}</p>
      </Screen>
    );
  return batch === null ? (
    <TakenPage {...{ batchId }} back={paths.home} />
  ) : (
    <OpenBatch key={batchId} batch={batch} />
  );
}

function OpenBatch({ batch }: { batch: Batch }) {
  const { batchId, matter, lines } = batch;
  const { route, query } = useLocation();
  const isWide = useWide();
  /** Those who wanted something when that was asked: nobody goes under the hands. */
  const [missing, setMissing] = useState<ReadonlySet<string>>();
  /** As the last fill or paste found it, and the rows that it brought. */
  const [undo, setUndo] = useState<{ cells: RowChanges[]; rows: string[] }>();
  const [pasted, setPasted] = useState<Pasted>();
  const [busy, setBusy] = useState<string>();
  const isSending = useRef(false);
  const [said, setSaid] = useState<{ isBad: boolean; says: string }>();
  const ready = lines.filter(({ isReady }) => isReady);
  const shown = missing
    ? lines.filter(({ draftId }) => missing.has(draftId))
    : lines;
  const change = (changes: RowChanges[], rows: string[] = []) => {
    setUndo({ cells: asItStands(lines, changes), rows });
    batch.put(changes);
  };
  /** What is typed after a fill would go with it, were that taken back. */
  const type = (changes: RowChanges[]) => {
    setUndo(undefined);
    batch.put(changes);
  };
  const take = async ({ rows }: Pasted) => {
    setPasted(undefined);
    const newcomers = rows.flatMap(({ residentId }) => residentId ?? []);
    const added = await device().batches.add({ batchId }, newcomers);
    if (!added.ok) {
      setSaid({ isBad: true, says: errorSentence(added.code) });
      return;
    }
    await batch.read();
    const { drafts } = added.value;
    change(
      rows.flatMap(({ draftId, residentId, answers }) => {
        const id = draftId ?? drafts[residentId ?? ''];
        return id === undefined ? [] : { draftId: id, answers };
      }),
      Object.values(drafts),
    );
  };
  const takeBack = async ({ cells, rows }: NonNullable<typeof undo>) => {
    setUndo(undefined);
    batch.put(cells);
    if (rows.length === 0) return;
    await settleDraft();
    for (const draftId of rows) await device().drafts.remove(draftId);
    await batch.read();
  };
  const submit = async () => {
    if (isSending.current) return;
    isSending.current = true;
    setBusy(signText.saving);
    let taken = 0;
    let why = (await settleDraft()) ? '' : errorSentence('storageFailed');
    // What was typed last is in it, and may have made a row whole or not whole.
    const rows = await batch.read();
    const whole = rows.filter(({ isReady }) => isReady);
    for (const { draftId } of whole) {
      if (why !== '') break;
      setBusy(batchText.submitting(taken + 1, whole.length));
      const done = await device().drafts.submit(draftId);
      if (done.ok) taken += 1;
      else why = errorSentence(done.code);
    }
    isSending.current = false;
    setBusy(undefined);
    setUndo(undefined);
    await batch.read();
    const says = batchText.done(taken, rows.length - taken);
    setSaid({ isBad: why !== '', says: says + why });
  };
  const read = async (table: string[][] | undefined, place?: number[]) => {
    if (table === undefined)
      setSaid({ isBad: true, says: listText.unreadable });
    else if (place === undefined || namesPeople(table))
      setPasted(await readPasted(batch, table));
    else change(pasteBlock({ lines: shown, matter }, place, table));
  };
  usePaste((table, place) => void read(table, place));
  const shoot = nextToShoot(lines, matter);
  return (
    <Screen
      title={batchText.title(matter.short, groupOfAll(lines))}
      back={paths.home}
      inDraft
      primary={
        lines.length === 0
          ? undefined
          : {
              label: batchText.submit(ready.length),
              onPress: () => void submit(),
              busy,
            }
      }
    >
      <p role="status">
        <strong>{batchText.counted(lines.length, ready.length)}</strong>
      </p>
      {said && (
        <Notice
          tone={said.isBad ? 'bad' : 'ok'}
          icon={said.isBad ? 'octagon' : 'check'}
          announced="polite"
        >
          <p>{said.says}</p>
        </Notice>
      )}
      {lines.length > 0 && (
        <>
          <div class="buttons">
            <Button
              pressed={missing === undefined}
              onPress={() => setMissing(undefined)}
            >
              {batchText.all}
            </Button>
            <Button
              pressed={missing !== undefined}
              onPress={() =>
                setMissing(
                  new Set(
                    lines.flatMap(({ isReady, draftId }) =>
                      isReady ? [] : draftId,
                    ),
                  ),
                )
              }
            >
              {batchText.missing}
            </Button>
            <Button href={paths.batchRow(batchId, 'taken')}>
              {batchText.taken}
            </Button>
          </div>
          {undo && (
            <p class="spread undo" role="status">
              {batchText.filled(undo.cells.length || undo.rows.length)}
              <Button onPress={() => void takeBack(undo)}>
                {batchText.undo}
              </Button>
            </p>
          )}
          {pasted && (
            <Preview
              {...pasted}
              onTake={() => void take(pasted)}
              onLeave={() => setPasted(undefined)}
            />
          )}
          <FillAll
            matter={matter}
            onFill={(answers) =>
              change(shown.map(({ draftId }) => ({ draftId, answers })))
            }
          />
          <p class="hint">{isWide ? batchText.keys : batchText.hint}</p>
          <BatchGrid
            batch={{ ...batch, put: type }}
            {...{ isWide }}
            lines={shown}
          />
          <div class="buttons">
            {shoot && (
              <Button onPress={() => route(rowPath(batch, shoot))}>
                <Icon name="camera" />
                {batchText.shootNext}
              </Button>
            )}
            <FileButton
              accept=".csv,.txt,.xlsx"
              onFile={(file) =>
                void readTable(file).then((table) => read(table))
              }
            >
              {batchText.file}
            </FileButton>
          </div>
        </>
      )}
      <AddPeople
        batch={batch}
        isDue={query['due'] === '1'}
        onAdded={async (id, rows) => {
          if (id !== batchId) {
            route(paths.batch(id), true);
            return;
          }
          await batch.read();
          if (rows.length > 0) setUndo({ cells: [], rows });
        }}
      />
    </Screen>
  );
}

type PreviewProps = Pasted & { onTake: () => void; onLeave: () => void };

/** What would be taken in of a spreadsheet, and which of its rows are nobody's. */
function Preview({ rows, refused, onTake, onLeave }: PreviewProps) {
  return (
    <Notice tone="info" icon="hand-back" announced="polite">
      <p>{batchText.matched(rows.length)}</p>
      {refused.length > 0 && (
        <p>
          <strong>{batchText.unmatched(refused.length)}</strong>
        </p>
      )}
      <ul class="plain-list">
        {refused.map(({ row, says }) => (
          <li key={row}>{batchText.row(row, says)}</li>
        ))}
      </ul>
      <div class="buttons">
        {rows.length > 0 && (
          <Button onPress={onTake}>{batchText.takeIn(rows.length)}</Button>
        )}
        <Button onPress={onLeave}>{batchText.leave}</Button>
      </div>
    </Notice>
  );
}

type FillProps = Pick<Batch, 'matter'> & {
  onFill: (answers: RowChanges['answers']) => void;
};

/**
 * The same for all rows that are shown. What is sensitive (whether he lives, where he
 * is paid) and what is known of the person is each one's own.
 */
function FillAll({ matter, onFill }: FillProps) {
  const choices = batchColumns(matter)
    .filter(
      ({ pi, prefill = '' }) =>
        pi === 'general' && !prefill.startsWith(matter.counterRole),
    )
    .flatMap(({ id, label, type, options, prefill }) => {
      const own =
        type === 'date'
          ? [today()]
          : prefill === 'agent.name'
            ? [deviceState.value?.clerk?.name ?? '']
            : [];
      return (options ?? own).map((value) => ({ id, label, value }));
    });
  return (
    <label class="field">
      {batchText.fill}
      <select
        class="input"
        value=""
        onChange={({ currentTarget }) => {
          const choice = choices[currentTarget.selectedIndex - 1];
          currentTarget.value = '';
          if (choice) onFill({ [choice.id]: choice.value });
        }}
      >
        <option />
        {choices.map(({ id, label, value }) => (
          <option key={id + value}>
            {label} {value}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a spreadsheet put on the clipboard, and into which cell it is put. */
function usePaste(
  onPaste: (table: string[][], place: number[] | undefined) => void,
): void {
  const latest = useRef(onPaste);
  latest.current = onPaste;
  // As soon as it is seen, a paste is taken.
  useLayoutEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain').trimEnd() ?? '';
      if (!/[\t\n]/.test(text)) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(parseCsv(text), placeOfCell(event.target));
    };
    document.addEventListener('paste', paste, true);
    return () => document.removeEventListener('paste', paste, true);
  }, []);
}

/** The same cells as they stand now. */
function asItStands(
  lines: readonly BatchLine[],
  changes: readonly RowChanges[],
): RowChanges[] {
  const byId = new Map(lines.map((line) => [line.draftId, line.answers]));
  return changes.map(({ draftId, answers }) => ({
    draftId,
    answers: Object.fromEntries(
      Object.keys(answers).map((id) => [id, byId.get(draftId)?.[id] ?? null]),
    ),
  }));
}

/** The group in which all of them live; else none. */
function groupOfAll(lines: readonly BatchLine[]) {
  const groups = new Set(lines.map(({ group }) => group));
  return groups.size === 1 ? [...groups][0] : null;
}

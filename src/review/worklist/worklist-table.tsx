import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { WorklistRow } from '../../protocol/review.ts';
import { clockTime, groupCaseNumber } from '../../text/common.ts';
import { worklistText } from '../../text/review.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { useReview } from '../review-context.ts';
import { hrefs } from '../route.ts';
import { useKeys } from '../use-keys.ts';
import { useWindow } from './use-window.ts';
import { daysLate, nextAct } from './next-act.ts';

type TableProps = {
  rows: readonly WorklistRow[];
  now: string;
  caption: string;
  /** The end of what is there comes into sight. */
  onEnd: () => void;
};

const heads = worklistText.columns;

/**
 * The list. One row is in the tab order, the arrow keys move it, Enter opens
 * it; the link in it is the same for a mouse and for a screen reader.
 */
export function WorklistTable({ rows, now, caption, onEnd }: TableProps) {
  const { place } = useReview();
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const { from, to, above, below, isWindowed } = useWindow(box, rows.length);
  useEffect(() => {
    if (isWindowed && to >= rows.length) onEnd();
  }, [isWindowed, to, rows.length]);
  const kept = place.currentCaseId.value;
  const current = rows.some(({ caseId }) => caseId === kept)
    ? kept
    : (rows[0]?.caseId ?? null);

  useEffect(() => {
    // Back from a case: focus stands where it was left.
    if (kept !== null) focusRow(body.current, kept);
  }, []);

  /** Keys that come faster than the rows are drawn count one by one. */
  const standsOn = () => {
    const last = place.currentCaseId.peek();
    return rows.some(({ caseId }) => caseId === last)
      ? last
      : (rows[0]?.caseId ?? null);
  };
  /** The row that shall have the focus and is not in the page yet. */
  const awaited = useRef<string | null>(null);
  const move = (by: number) => {
    const stands = standsOn();
    const at = rows.findIndex(({ caseId }) => caseId === stands);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    place.currentCaseId.value = next.caseId;
    if (isWindowed)
      bringIntoSight(box.current, rows.indexOf(next), rows.length);
    // At once: a focus given after drawing could come behind that of a later key.
    awaited.current = focusRow(body.current, next.caseId) ? null : next.caseId;
  };
  // A row that was not in the page is there when the window has moved.
  useLayoutEffect(() => {
    if (awaited.current !== null && focusRow(body.current, awaited.current))
      awaited.current = null;
  });
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => {
      const stands = standsOn();
      if (stands !== null) location.hash = hrefs.case(stands);
    },
  });
  return (
    <div
      ref={box}
      class={`scroll-x worklist-scroll${isWindowed ? ' worklist-windowed' : ''}`}
      role="region"
      aria-label={caption}
    >
      <table
        class="grid worklist-table"
        aria-rowcount={isWindowed ? rows.length + 1 : undefined}
      >
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heads.next}</th>
            <th scope="col">{heads.matter}</th>
            <th scope="col">{heads.applicant}</th>
            <th scope="col">{heads.number}</th>
            <th scope="col">{heads.village}</th>
            <th scope="col">{heads.takenIn}</th>
            <th scope="col">{heads.arrived}</th>
            <th scope="col">{heads.materials}</th>
            <th scope="col">{heads.status}</th>
          </tr>
        </thead>
        <tbody
          ref={body}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') move(1);
            else if (event.key === 'ArrowUp') move(-1);
            else if (event.key === 'Home') move(-rows.length);
            else if (event.key === 'End') move(rows.length);
            else return;
            event.preventDefault();
          }}
        >
          {above > 0 && <Gap height={above} />}
          {rows.slice(from, to).map((row, index) => (
            <Row
              key={row.caseId}
              row={row}
              rowIndex={isWindowed ? from + index + 2 : undefined}
              now={now}
              isCurrent={row.caseId === current}
              onOpen={() => {
                place.currentCaseId.value = row.caseId;
              }}
            />
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not in the page. */
function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden="true" class="worklist-gap">
      <td colSpan={9} style={{ height: `${height}px` }} />
    </tr>
  );
}

type RowProps = {
  row: WorklistRow;
  /** Counted from 1 with the heads, where not all rows are in the page. */
  rowIndex: number | undefined;
  now: string;
  isCurrent: boolean;
  onOpen: () => void;
};

function Row({ row, rowIndex, now, isCurrent, onOpen }: RowProps) {
  const next = nextAct(row, now);
  const late = daysLate(row);
  const { arrived, expected } = row.materials;
  const open = () => {
    onOpen();
    location.hash = hrefs.case(row.caseId);
  };
  return (
    <tr
      class={isCurrent ? 'worklist-current' : undefined}
      aria-rowindex={rowIndex}
      onClick={open}
    >
      <td class="nowrap">
        <span class={next.tone === null ? undefined : `due tone-${next.tone}`}>
          {next.tone === 'bad' && <Icon name="octagon" />}
          {next.tone === 'wait' && <Icon name="triangle" />}
          {next.tone === 'ok' && <Icon name="check" />}
          {next.tone !== null && (
            <span class="visually-hidden">{worklistText.lamps[next.tone]}</span>
          )}
          {next.text}
        </span>
      </td>
      <th scope="row">
        <a
          href={hrefs.case(row.caseId)}
          data-case={row.caseId}
          tabIndex={isCurrent ? 0 : -1}
          onClick={(event) => {
            event.stopPropagation();
            onOpen();
          }}
        >
          {row.matterShort}
        </a>
      </th>
      <td>{row.applicantName}</td>
      <td class="nowrap">{groupCaseNumber(row.number).lastNine}</td>
      <td>{worklistText.village(row.stationName, row.townName)}</td>
      <td class="nowrap">
        {shortMoment(row.takenInAt)}
        {row.online !== undefined && ` ${worklistText.online[row.online]}`}
      </td>
      <td class="nowrap">
        {chinaDate(row.arrivedAt).slice(5)}
        {late > 0 && ` ${worklistText.lateBy(late)}`}
      </td>
      <td class="nowrap">
        {expected === 0
          ? worklistText.noMaterials
          : arrived >= expected
            ? worklistText.complete(expected)
            : worklistText.onTheWay(arrived, expected)}
      </td>
      <td>
        <StatusTag status={row.display} />
      </td>
    </tr>
  );
}

function shortMoment(instant: string): string {
  return `${chinaDate(instant).slice(5)} ${clockTime(instant)}`;
}

/** False: it is not in the page. */
function focusRow(body: HTMLElement | null, caseId: string): boolean {
  const link = body?.querySelector<HTMLElement>(`a[data-case="${caseId}"]`);
  link?.focus({ preventScroll: link.closest('.worklist-windowed') !== null });
  return link !== undefined && link !== null;
}

/** Rows are of one height, so its place is known before it is in the page. */
function bringIntoSight(
  box: HTMLElement | null,
  index: number,
  count: number,
): void {
  const table = box?.querySelector('table');
  if (!box || !table) return;
  const head = table.tHead?.offsetHeight ?? 0;
  const row = (table.offsetHeight - head) / count;
  const top = head + index * row;
  // The heads stick to the top and cover what is under them.
  if (top - head < box.scrollTop) box.scrollTop = top - head;
  else if (top + row > box.scrollTop + box.clientHeight)
    box.scrollTop = top + row - box.clientHeight;
}

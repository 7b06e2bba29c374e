import { useEffect, useRef } from 'preact/hooks';
import { chinaDate } from '../../domain/calendar/civil-date.ts';
import type { WorklistRow } from '../../protocol/review.ts';
import { clockTime, groupCaseNumber } from '../../text/common.ts';
import { worklistText } from '../../text/review.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { StatusTag } from '../../ui/status-tag/status-tag.tsx';
import { useReview } from '../review-context.ts';
import { hrefs } from '../route.ts';
import { useKeys } from '../use-keys.ts';
import { daysLate, nextAct } from './next-act.ts';

type TableProps = {
  rows: readonly WorklistRow[];
  now: string;
  caption: string;
};

const heads = worklistText.columns;

/**
 * The list. One row is in the tab order, the arrow keys move it, Enter opens
 * it; the link in it is the same for a mouse and for a screen reader.
 */
export function WorklistTable({ rows, now, caption }: TableProps) {
  const { place } = useReview();
  const body = useRef<HTMLTableSectionElement>(null);
  const kept = place.currentCaseId.value;
  const current = rows.some(({ caseId }) => caseId === kept)
    ? kept
    : (rows[0]?.caseId ?? null);

  useEffect(() => {
    // Back from a case: focus stands where it was left.
    if (kept !== null) focusRow(body.current, kept);
  }, []);

  const move = (by: number) => {
    const at = rows.findIndex(({ caseId }) => caseId === current);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    place.currentCaseId.value = next.caseId;
    focusRow(body.current, next.caseId);
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    enter: () => {
      if (current !== null) location.hash = hrefs.case(current);
    },
  });
  return (
    <div class="scroll-x worklist-scroll" role="region" aria-label={caption}>
      <table class="grid worklist-table">
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
          {rows.map((row) => (
            <Row
              key={row.caseId}
              row={row}
              now={now}
              isCurrent={row.caseId === current}
              onOpen={() => {
                place.currentCaseId.value = row.caseId;
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = {
  row: WorklistRow;
  now: string;
  isCurrent: boolean;
  onOpen: () => void;
};

function Row({ row, now, isCurrent, onOpen }: RowProps) {
  const next = nextAct(row, now);
  const late = daysLate(row);
  const { arrived, expected } = row.materials;
  const open = () => {
    onOpen();
    location.hash = hrefs.case(row.caseId);
  };
  return (
    <tr class={isCurrent ? 'worklist-current' : undefined} onClick={open}>
      <td class="nowrap">
        <span class={next.tone === null ? undefined : `due tone-${next.tone}`}>
          {next.tone === 'bad' && <Icon name="octagon" />}
          {next.tone === 'wait' && <Icon name="triangle" />}
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
      <td class="nowrap">{shortMoment(row.takenInAt)}</td>
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

function focusRow(body: HTMLElement | null, caseId: string): void {
  body?.querySelector<HTMLElement>(`a[data-case="${caseId}"]`)?.focus();
}

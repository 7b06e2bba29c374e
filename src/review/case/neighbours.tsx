import { caseText } from '../../text/review.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { useReview, type Review } from '../review-context.ts';
import { hrefs } from '../route.ts';

/** To the case before or after in the list that was left. */
export function stepTo(review: Review, caseId: string, by: 1 | -1): void {
  const rows = review.place.shown.value?.rows ?? [];
  const at = rows.findIndex((row) => row.caseId === caseId);
  const to = at < 0 ? undefined : rows[at + by];
  if (to === undefined) return;
  review.said.value = null;
  review.place.currentCaseId.value = to.caseId;
  location.hash = hrefs.case(to.caseId);
}

export function BackLink() {
  return (
    <a class="case-back" href={hrefs.worklist}>
      <Icon name="chevron" flipped />
      {caseText.back}
    </a>
  );
}

/** The cases before and after in the list that was left. */
export function Neighbours({ caseId }: { caseId: string }) {
  const { place } = useReview();
  const rows = place.shown.value?.rows ?? [];
  const at = rows.findIndex((row) => row.caseId === caseId);
  if (at < 0) return null;
  const before = rows[at - 1];
  const after = rows[at + 1];
  const choose = (next: string) => {
    place.currentCaseId.value = next;
  };
  return (
    <span class="row">
      {caseText.place(at + 1, rows.length)}
      {before !== undefined && (
        <a
          class="case-back"
          href={hrefs.case(before.caseId)}
          onClick={() => choose(before.caseId)}
        >
          {caseText.previous}
        </a>
      )}
      {after !== undefined && (
        <a
          class="case-back"
          href={hrefs.case(after.caseId)}
          onClick={() => choose(after.caseId)}
        >
          {caseText.next}
        </a>
      )}
    </span>
  );
}

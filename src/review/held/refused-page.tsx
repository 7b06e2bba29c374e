import { heldText } from '../../text/review.ts';
import { useReview } from '../review-context.ts';
import { UnsettledPage } from './unsettled-page.tsx';

/** What the county did not take; the village mends it into a new operation. */
export function RefusedPage() {
  const { client } = useReview();
  return (
    <UnsettledPage
      page="refused"
      title={heldText.refusedTitle}
      lead={heldText.refusedLead}
      empty={heldText.refusedEmpty}
      ask={(after) => client.refused(after)}
    />
  );
}

import { heldText } from '../../text/review.ts';
import { useReview } from '../review-context.ts';
import { UnsettledPage } from './unsettled-page.tsx';

/** What the county has kept without effect, for a person to settle. */
export function HeldPage() {
  const { client } = useReview();
  return (
    <UnsettledPage
      page="held"
      title={heldText.heldTitle}
      lead={heldText.heldLead}
      empty={heldText.heldEmpty}
      ask={(after) => client.held(after)}
    />
  );
}

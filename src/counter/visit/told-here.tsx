import { useEffect } from 'preact/hooks';
import { visitText } from '../../text/visit.ts';
import { Button } from '../../ui/button/button.tsx';
import { useRead } from '../device.ts';
import type { Intake } from '../intake/intake.ts';
import { fillIn, filledIn } from '../residents/chosen-resident.ts';
import { readVisit } from './read-visit.ts';

type ToldHereProps = { intake: Intake; role: string };

/** Into which drafts the only person of their visit was put, once. */
const begun = new Set<string>();

/**
 * Those who were named in this visit already, for one role of the next matter: one
 * press each; the only one stands there at once as the person at the counter.
 */
export function ToldHere({ intake, role }: ToldHereProps) {
  const { draft, matter } = intake;
  const { draftId, visitId } = draft;
  const visit = useRead(
    async (device) =>
      visitId === null ? undefined : readVisit(device, visitId),
    [visitId],
  );
  const people = visit?.people ?? [];
  const [only, ...others] = people;
  useEffect(() => {
    if (only === undefined || others.length > 0 || begun.has(draftId)) return;
    if (role !== matter.counterRole || hasAnswers(intake, role)) return;
    begun.add(draftId);
    fillIn(intake, role, only);
  }, [people.length]);
  const number = matter.fields.find(
    ({ prefill }) => prefill === `${role}.idNo`,
  );
  const isSaid = number !== undefined && number.id in draft.answers;
  if (people.length === 0 || isSaid || filledIn(draftId, role) !== undefined)
    return null;
  return (
    <section class="stack-tight" aria-label={visitText.toldHere}>
      <p class="hint">{visitText.toldHere}</p>
      <div class="buttons">
        {people.map((known) => (
          <Button
            key={known.person.idNo}
            onPress={() => fillIn(intake, role, known)}
          >
            {visitText.told(known.name, known.person.idNo.slice(-4))}
          </Button>
        ))}
      </div>
    </section>
  );
}

/**
 * What was said of him already, by hand or by an earlier fill, is not written over; the
 * village stands in every address from the beginning.
 */
const hasAnswers = ({ matter, draft }: Intake, role: string) =>
  matter.fields.some(({ id, prefill = '' }) => {
    const answer = draft.answers[id];
    const isSaid =
      typeof answer === 'object' && 'detail' in answer
        ? answer.detail !== ''
        : answer !== undefined;
    return prefill.startsWith(`${role}.`) && isSaid;
  });

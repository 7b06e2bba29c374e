import type { CaseDetail } from '../../../protocol/review.ts';
import { caseText, decisionText } from '../../../text/review.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { DecisionDraft, DecisionForm } from '../decision-draft.ts';

type DockProps = {
  detail: CaseDetail;
  draft: DecisionDraft;
  hint: string | null;
  onChoose: (form: DecisionForm) => void;
};

/** What is decided first stands first; the harsh ones stand apart. */
const FORMS = [
  'accept',
  'dispatch',
  'conclude',
  'requestCorrection',
  'refuse',
  'reject',
] as const satisfies readonly DecisionForm[];
const PRIMARY: readonly DecisionForm[] = ['accept', 'dispatch', 'conclude'];
const HARSH: readonly DecisionForm[] = ['refuse', 'reject'];

/** The acts that the case's state allows, at the foot of the page. */
export function DecisionDock({ detail, draft, hint, onChoose }: DockProps) {
  const forms = FORMS.filter(
    (form) =>
      detail.acts.includes(form) && (form !== 'dispatch' || isOnItsWay(detail)),
  );
  return (
    <div class="decision-dock" role="group" aria-label={decisionText.dock}>
      {forms.map((form) => (
        <Button
          key={form}
          kind={
            PRIMARY.includes(form) && draft.form === null
              ? 'primary'
              : HARSH.includes(form)
                ? 'danger'
                : 'secondary'
          }
          pressed={draft.form === form}
          onPress={() => onChoose(form)}
        >
          {form === 'requestCorrection'
            ? decisionText.correctionWithCount(draft.items.length)
            : decisionText.acts[form]}
        </Button>
      ))}
      {forms.length === 0 && (
        <span>
          {detail.row.display === 'correcting'
            ? caseText.waiting
            : caseText.noActs}
        </span>
      )}
      {hint !== null && <span class="hint">{hint}</span>}
    </div>
  );
}

/** Accepted, with a department still before it on the matter's route. */
function isOnItsWay({ nextOffice, acts }: CaseDetail): boolean {
  return nextOffice !== null && !acts.includes('accept');
}

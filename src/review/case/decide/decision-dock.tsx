import { useEffect, useRef, useState } from 'preact/hooks';
import type { CaseDetail } from '../../../protocol/review.ts';
import {
  actWord,
  isOfficeAct,
  officeActText,
  officeActWords,
} from '../../../text/office-acts.ts';
import { caseText, decisionText } from '../../../text/review.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { DecisionDraft, DecisionForm } from '../decision-draft.ts';

type DockProps = {
  detail: CaseDetail;
  draft: DecisionDraft;
  hint: string | null;
  onChoose: (form: DecisionForm) => void;
};

/** What moves the case on, in the order in which it is commonly done. */
const MAIN = [
  'accept',
  'grantWithdrawal',
  'start',
  'answerJointly',
  'endSpecial',
  'dispatch',
  'conclude',
  'issueResult',
  'handOver',
  'post',
  'decideObjection',
  'requestCorrection',
  'refuseWithdrawal',
  'refuse',
  'reject',
] as const satisfies readonly DecisionForm[];
/** Not often, and each with its sentence. */
const RARE = [
  'dispatch',
  'firstReview',
  'askJointly',
  'startSpecial',
  'extend',
  'return',
  'join',
  'object',
  'recall',
  'revoke',
] as const satisfies readonly DecisionForm[];
const HARSH: readonly DecisionForm[] = [
  'refuseWithdrawal',
  'refuse',
  'reject',
  'recall',
  'revoke',
];

/** Keys of screens.md; the others are reached by Tab. */
export const DOCK_KEYS: Readonly<Record<string, DecisionForm>> = {
  a: 'accept',
  b: 'requestCorrection',
  d: 'refuse',
  t: 'dispatch',
};

/** The acts that the platform allows this person now, at the foot of the page. */
export function DecisionDock({ detail, draft, hint, onChoose }: DockProps) {
  const may = (form: DecisionForm) => detail.acts.includes(form);
  const forms = MAIN.filter(
    (form) => may(form) && (form !== 'dispatch' || isOnItsWay(detail)),
  );
  const rare = RARE.filter(
    (form) => may(form) && (form !== 'dispatch' || !isOnItsWay(detail)),
  );
  return (
    <div class="decision-dock" role="group" aria-label={decisionText.dock}>
      {forms.map((form, index) => (
        <Button
          key={form}
          kind={kindOf(form, index === 0 && draft.form === null)}
          pressed={draft.form === form}
          onPress={() => onChoose(form)}
        >
          {form === 'requestCorrection'
            ? decisionText.correctionWithCount(draft.items.length)
            : actWord(form)}
        </Button>
      ))}
      {rare.length > 0 && <MoreActs {...{ rare, draft, onChoose }} />}
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

type MoreProps = Pick<DockProps, 'draft' | 'onChoose'> & {
  rare: readonly (typeof RARE)[number][];
};

function MoreActs({ rare, draft, onChoose }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (isOpen) list.current?.querySelector('button')?.focus();
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  return (
    <div
      class="dock-more"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        close();
      }}
    >
      <button
        ref={opener}
        type="button"
        class="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {officeActText.more(rare.length)}
      </button>
      {isOpen && (
        <ul ref={list} class="dock-acts" aria-label={officeActText.moreTitle}>
          {rare.map((form) => (
            <li key={form}>
              <Button
                kind={kindOf(form, false)}
                pressed={draft.form === form}
                onPress={() => {
                  setOpen(false);
                  onChoose(form);
                }}
              >
                {actWord(form)}
              </Button>
              {isOfficeAct(form) && (
                <span class="hint">{officeActWords[form].effect}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function kindOf(form: DecisionForm, isFirst: boolean) {
  if (HARSH.includes(form)) return 'danger';
  return isFirst ? 'primary' : 'secondary';
}

/** Accepted, with a department still before it on the matter's route. */
function isOnItsWay({ nextOffice, acts }: CaseDetail): boolean {
  return nextOffice !== null && !acts.includes('accept');
}

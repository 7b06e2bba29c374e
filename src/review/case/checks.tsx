import { caseText } from '../../text/review.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { toggled, type ChecklistItem } from './checklist.ts';
import type { UseDraft } from './use-draft.ts';

type ChecksProps = { items: readonly ChecklistItem[]; useDraft: UseDraft };

/** What is to be looked at, and how far the reviewer is; kept until he decides. */
export function Checks({ items, useDraft }: ChecksProps) {
  const { draft, change } = useDraft;
  const done = items.filter(({ isDone }) => isDone).length;
  if (items.length === 0) return null;
  return (
    <section class="case-section">
      <h3>{caseText.checks(done, items.length)}</h3>
      <ol class="case-papers case-checks">
        {items.map(({ id, text, isDone, isPaper }) => (
          <li key={id}>
            {isPaper ? (
              <span class={isDone ? 'tone-ok case-check' : 'case-check'}>
                {isDone && <Icon name="check" />}
                {text} {isDone ? caseText.good : caseText.notYetGood}
              </span>
            ) : (
              <label class="choice">
                <input
                  type="checkbox"
                  checked={isDone}
                  onChange={() => change({ ticked: toggled(draft.ticked, id) })}
                />
                {text}
              </label>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

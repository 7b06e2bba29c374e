import { NO, YES } from '../../domain/eligibility/fact.ts';
import type { Question as Asked } from '../../domain/eligibility/eligibility.ts';
import { askFact, yesOrNoText } from '../../text/guide.ts';

type QuestionProps = {
  question: Asked;
  answer: string | undefined;
  onAnswer: (answer: string) => void;
};

/** One question that is asked aloud; two answers are two big buttons. */
export function Question({ question, answer, onAnswer }: QuestionProps) {
  const { id, fact } = question;
  const offered =
    fact.is === 'choice'
      ? (fact.field.options ?? []).map((option) => [option, option] as const)
      : ([YES, NO] as const).map((each) => [each, yesOrNoText[each]] as const);
  return (
    <fieldset class="field" role="radiogroup">
      <legend class="field-label">{askFact(fact)}</legend>
      <div class={offered.length === 2 ? 'choices choices-two' : 'choices'}>
        {offered.map(([value, words]) => (
          <label
            key={value}
            class={answer === value ? 'choice choice-chosen' : 'choice'}
          >
            <input
              type="radio"
              name={id}
              checked={answer === value}
              onChange={() => onAnswer(value)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

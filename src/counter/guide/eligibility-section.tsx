import { useEffect, useRef } from 'preact/hooks';
import type { Verdict } from '../../domain/eligibility/eligibility.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { guideText } from '../../text/guide.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import type { Phone } from './guide-phones.ts';
import { PhoneOf } from './phone-of.tsx';
import { Question } from './question.tsx';
import '../../ui/field/field.css';

type EligibilityProps = {
  matter: Matter;
  /** Whom to call about what an answer comes to, where nothing else says it. */
  phone: Phone | undefined;
  verdict: Verdict;
  answers: ReadonlyMap<string, string>;
  onAnswer: (id: string, answer: string) => void;
  onReset: () => void;
};

/** Who may apply, asked before anything is typed, and what to do who may not. */
export function EligibilitySection(props: EligibilityProps) {
  const { matter, phone, verdict, answers, onAnswer, onReset } = props;
  const { questions, left } = verdict;
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What an answer comes to may stand under the bar.
    if (answers.size > 0 && (left === 0 || verdict.met.length > 0))
      said.current?.scrollIntoView({ block: 'nearest' });
  }, [answers]);
  return (
    <section class="stack-tight" aria-labelledby="guide-eligible">
      <h2 id="guide-eligible">{guideText.eligible}</h2>
      <p>{guideText.line(guideText.whoCanApply, matter.guide.whoCanApply)}</p>
      <ul class="guide-list">
        {matter.conditions.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {questions.length > 0 && (
        <div class="card stack">
          <div class="section-head">
            <h3>{guideText.askFirst}</h3>
            {answers.size > 0 ? (
              <Button kind="plain" onPress={onReset}>
                {guideText.askAgain}
              </Button>
            ) : (
              <span class="hint">{guideText.left(left)}</span>
            )}
          </div>
          <p class="hint">{guideText.askHint}</p>
          {questions.map((question) => (
            <Question
              key={question.id}
              question={question}
              answer={answers.get(question.id)}
              onAnswer={(answer) => onAnswer(question.id, answer)}
            />
          ))}
        </div>
      )}
      <div role="status" class="stack-tight guide-verdict" ref={said}>
        <VerdictNotices {...{ verdict, phone }} hasAnswers={answers.size > 0} />
      </div>
      <Elsewhere matter={matter} />
    </section>
  );
}

const tones = {
  block: { tone: 'bad', icon: 'octagon', title: guideText.blocked },
  warn: { tone: 'warn', icon: 'triangle', title: guideText.confirm },
  info: { tone: 'info', icon: 'clock', title: guideText.told },
} as const;

function VerdictNotices(props: {
  verdict: Verdict;
  phone: Phone | undefined;
  hasAnswers: boolean;
}) {
  const { met, left } = props.verdict;
  return (
    <>
      {met.map(({ id, level, message }) => (
        <Notice key={id} {...tones[level]}>
          <p>{message}</p>
        </Notice>
      ))}
      {met.length > 0 && props.phone !== undefined && (
        <a class="link-line" href={`tel:${props.phone.phone}`}>
          <PhoneOf {...props.phone} />
        </a>
      )}
      {props.hasAnswers && left === 0 && met.length === 0 && (
        <Notice tone="ok" icon="check" title={guideText.passed}>
          <p>{guideText.passedExplained}</p>
        </Notice>
      )}
    </>
  );
}

/** Whom the matter does not serve, and where each of them is to go. */
function Elsewhere({ matter }: { matter: Matter }) {
  const places = matter.outcomes.flatMap(({ status, reasons = [] }) =>
    status === NOT_HERE
      ? reasons.flatMap((reason) => (typeof reason === 'string' ? [] : reason))
      : [],
  );
  if (places.length === 0) return null;
  return (
    <>
      <h3>{guideText.elsewhere}</h3>
      <ul class="guide-list">
        {places.map(({ when, where }) => (
          <li key={when}>{guideText.elsewhereLine(when, where)}</li>
        ))}
      </ul>
    </>
  );
}

/** Of an outcome: not accepted, and told where to go. */
const NOT_HERE = 4;

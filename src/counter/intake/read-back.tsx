import type { Field, Material } from '../../domain/catalogue/form-schema.ts';
import { checkText } from '../../text/intake.ts';
import { FieldView } from '../../ui/field/field.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { examine } from './examine.ts';
import { HandedIn } from './handed-in.tsx';
import type { Intake } from './intake.ts';
import { isHandedIn, type Step } from './judge.ts';
import { noteRowLeft, rowId } from './row-left.ts';

type AnswerLineProps = {
  intake: Intake;
  field: Field;
  /** Where it is changed. */
  step: Step;
  isWrong: boolean;
};

/** A line of the read-back; what is hidden, or may be left out and is, is not here. */
export function AnswerLine({ intake, field, step, isWrong }: AnswerLineProps) {
  const { draft } = intake;
  const value = draft.answers[field.id];
  const { shown, required } = examine(intake).ruling;
  if (!shown.has(field.id)) return null;
  if (value === undefined && !required.has(field.id)) return null;
  return (
    <div
      class={
        value !== undefined && isWide(field) ? 'read-back-wide' : undefined
      }
    >
      <dt>{field.label}</dt>
      <dd>
        {isWrong && (
          <span class="wrong">
            <Icon name="octagon" />{' '}
          </span>
        )}
        {value === undefined ? (
          <span class="not-answered">{checkText.notAnswered}</span>
        ) : (
          <FieldView field={field} value={value} today={today()} />
        )}
      </dd>
      <dd>
        <ChangeLink
          id={field.id}
          label={field.label}
          href={`${paths.step(draft.draftId, step)}?from=check&field=${field.id}`}
        />
      </dd>
    </div>
  );
}

/** A covered number with the button that shows it, or rows: more than half a line. */
const isWide = ({ type, columns }: Field) =>
  type === 'idcard' || columns !== undefined;

type PaperLineProps = {
  intake: Intake;
  material: Material;
  step: Step;
  /** The rules ask for it. */
  isAsked: boolean;
  isMissing: boolean;
};

/** A paper of the read-back: how it was handed in. */
export function PaperLine(props: PaperLineProps) {
  const { intake, material, step, isAsked, isMissing } = props;
  const { draft } = intake;
  const { id, name } = material;
  const paper = draft.papers.find(({ paperId }) => paperId === id);
  const isOwed = isHandedIn(material) ? isMissing : isAsked;
  if (paper === undefined && !isOwed) return null;
  const how = !isHandedIn(material) ? (
    checkText.generated
  ) : paper === undefined ? (
    checkText.notHandedIn
  ) : (
    <HandedIn paper={paper} name={name} />
  );
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {isMissing && (
          <span class="wrong">
            <Icon name="octagon" />{' '}
          </span>
        )}
        {how}
      </dd>
      <dd>
        {isHandedIn(material) && (
          <ChangeLink
            id={id}
            label={name}
            href={`${paths.step(draft.draftId, step)}?from=check&paper=${id}`}
          />
        )}
      </dd>
    </div>
  );
}

function ChangeLink(props: { id: string; label: string; href: string }) {
  return (
    <a
      id={rowId(props.id)}
      class="change"
      href={props.href}
      aria-label={checkText.changeLabel(props.label)}
      onClick={() => noteRowLeft(props.id)}
    >
      {checkText.change}
    </a>
  );
}

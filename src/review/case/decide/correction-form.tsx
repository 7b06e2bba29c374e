import type { Matter } from '../../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../../protocol/review.ts';
import { decisionText } from '../../../text/review.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { Subject } from '../correction-subjects.ts';
import { withItem, type DraftItem } from '../decision-draft.ts';
import { type UseDraft } from '../use-draft.ts';
import { decisionIds } from './check-draft.ts';
import { FieldError, Presets, TextInput } from './text-input.tsx';

const words = decisionText.correction;

/** What a notice may give, in working days. */
const WORKING_DAYS = [3, 5, 10, 15, 20, 30] as const;
/** More would be a wall; the rest stands in each item's own list. */
const COMMON_REASONS = 6;

type CorrectionFormProps = {
  detail: CaseDetail;
  matter: Matter;
  subjects: readonly Subject[];
  useDraft: UseDraft;
  errorOf: (elementId: string) => string | undefined;
  /** Of one office among several: another sends it. */
  isOpinion?: boolean;
};

/** Everything to be put right, in one notice. */
export function CorrectionForm(props: CorrectionFormProps) {
  const { detail, matter, subjects, useDraft, errorOf } = props;
  const { isOpinion = false } = props;
  const { draft, change } = useDraft;
  const add = (item: Omit<DraftItem, 'key'>) =>
    change({ items: withItem(draft, item).items ?? [] });
  const common = subjects
    .flatMap((subject) =>
      subject.presets.map((preset) => ({ subject, ...preset })),
    )
    .filter(
      ({ subject, reason }) =>
        !draft.items.some(
          (item) => item.about === subject.about && item.reason === reason,
        ),
    )
    .slice(0, COMMON_REASONS);
  const labelOf = (entry: (typeof common)[number]) =>
    words.commonLabel(entry.subject.name, entry.reason);
  return (
    <>
      {!isOpinion && <p>{words.lead}</p>}
      {draft.items.map((item, index) => (
        <Item
          key={item.key}
          item={item}
          n={index + 1}
          subjects={subjects}
          errorOf={errorOf}
          onChange={(part) =>
            change({
              items: draft.items.map((each) =>
                each.key === item.key ? { ...each, ...part } : each,
              ),
            })
          }
          onRemove={() =>
            change({
              items: draft.items.filter(({ key }) => key !== item.key),
            })
          }
        />
      ))}
      <FieldError id={decisionIds.add} error={errorOf(decisionIds.add)} />
      <button
        type="button"
        class="button"
        id={decisionIds.add}
        onClick={() => add({ about: '', reason: '', fix: '' })}
      >
        + {words.add}
      </button>
      <Presets
        title={words.common}
        presets={common.map(labelOf)}
        onUse={(label) => {
          const entry = common.find((each) => labelOf(each) === label);
          if (entry === undefined) return;
          const { subject, reason, fix } = entry;
          add({ about: subject.about, reason, fix });
        }}
      />
      {!isOpinion && (
        <div class="field">
          <label class="field-label" for="decide-days">
            {words.days}
          </label>
          <select
            id="decide-days"
            class="console-input"
            value={String(draft.workdays)}
            onChange={(event) =>
              change({ workdays: Number(event.currentTarget.value) })
            }
          >
            {WORKING_DAYS.map((days) => (
              <option key={days} value={String(days)}>
                {days}
              </option>
            ))}
          </select>
        </div>
      )}
      {draft.items.length > 0 && !isOpinion && (
        <section class="preview" aria-label={words.preview}>
          <h3>{words.preview}</h3>
          <p>{words.previewHead(detail.row.applicantName, matter.name)}</p>
          {draft.items.map(({ key, about, reason, fix }, index) => (
            <p key={key}>
              {words.previewItem(
                index + 1,
                subjects.find((each) => each.about === about)?.name ??
                  words.about,
                reason.trim(),
                fix.trim(),
              )}
            </p>
          ))}
          <p>{words.previewDays(draft.workdays)}</p>
        </section>
      )}
    </>
  );
}

type ItemProps = {
  item: DraftItem;
  n: number;
  subjects: readonly Subject[];
  errorOf: (elementId: string) => string | undefined;
  onChange: (part: Partial<DraftItem>) => void;
  onRemove: () => void;
};

function Item(props: ItemProps) {
  const { item, n, subjects, errorOf, onChange } = props;
  const subject = subjects.find(({ about }) => about === item.about);
  const aboutId = decisionIds.item(item.key, 'about');
  const reasonId = decisionIds.item(item.key, 'reason');
  const fixId = decisionIds.item(item.key, 'fix');
  const aboutError = errorOf(aboutId);
  return (
    <fieldset class="correction-item">
      <legend class="visually-hidden">{words.item(n)}</legend>
      <div class={aboutError === undefined ? 'field' : 'field field-wrong'}>
        <label class="field-label" for={aboutId}>
          {words.aboutLabel(n)}
        </label>
        <FieldError id={aboutId} error={aboutError} />
        <select
          id={aboutId}
          class="console-input"
          value={item.about}
          aria-invalid={aboutError !== undefined}
          aria-describedby={
            aboutError === undefined ? undefined : `${aboutId}-error`
          }
          onChange={(event) => onChange({ about: event.currentTarget.value })}
        >
          <option value="">{words.choose}</option>
          <Options label={words.papers} target="paper" subjects={subjects} />
          <Options label={words.fields} target="field" subjects={subjects} />
        </select>
      </div>
      <Presets
        title={words.preset}
        presets={(subject?.presets ?? [])
          .map(({ reason }) => reason)
          .filter((reason) => reason !== item.reason)}
        onUse={(reason) => {
          const preset = subject?.presets.find(
            (each) => each.reason === reason,
          );
          if (preset === undefined) return;
          onChange(preset);
          // The button goes with its use: focus stays in the form.
          document.getElementById(reasonId)?.focus();
        }}
      />
      <TextInput
        id={reasonId}
        label={words.reason}
        value={item.reason}
        rows={2}
        error={errorOf(reasonId)}
        onChange={(reason) => onChange({ reason })}
      />
      <TextInput
        id={fixId}
        label={words.fix}
        value={item.fix}
        rows={2}
        error={errorOf(fixId)}
        onChange={(fix) => onChange({ fix })}
      />
      <Button
        kind="danger"
        label={words.remove(subject?.name ?? words.item(n))}
        onPress={props.onRemove}
      >
        {words.removeShort}
      </Button>
    </fieldset>
  );
}

type OptionsProps = {
  label: string;
  target: Subject['target'];
  subjects: readonly Subject[];
};

function Options({ label, target, subjects }: OptionsProps) {
  return (
    <optgroup label={label}>
      {subjects
        .filter((subject) => subject.target === target)
        .map(({ about, name }) => (
          <option key={about} value={about}>
            {name}
          </option>
        ))}
    </optgroup>
  );
}

import type { Matter } from '../../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../../protocol/review.ts';
import { decisionText } from '../../../text/review.ts';
import type { UseDraft } from '../use-draft.ts';
import { decisionIds } from './check-draft.ts';
import { Choices, Presets, TextInput } from './text-input.tsx';

type FormProps = {
  matter: Matter;
  useDraft: UseDraft;
  errorOf: (elementId: string) => string | undefined;
};

/** National status codes of the catalogue's outcomes. */
const NOT_HERE = 4;
const REJECTED = 13;

/** Refusing for cause, or telling where it belongs. */
export function RefuseForm({ matter, useDraft, errorOf }: FormProps) {
  const words = decisionText.refuse;
  const { draft, change } = useDraft;
  const { act, reason, authority } = draft.refusal;
  const set = (part: Partial<typeof draft.refusal>) =>
    change({ refusal: { ...draft.refusal, ...part } });
  const cases = elsewhere(matter);
  return (
    <>
      <Choices
        name="decide-refusal"
        legend={words.why}
        value={act}
        options={[
          { value: 'refuse', label: words.notQualified },
          { value: 'referElsewhere', label: words.elsewhere },
        ]}
        onChange={(value) => set({ act: value })}
      />
      <Presets
        title={words.preset}
        presets={
          act === 'referElsewhere'
            ? cases.map(({ when }) => when)
            : reasonsOf(matter, REJECTED)
        }
        onUse={(preset) => {
          const where = cases.find(({ when }) => when === preset)?.where;
          set({
            reason: preset,
            ...(act === 'referElsewhere' && where !== undefined
              ? { authority: where }
              : {}),
          });
        }}
      />
      <TextInput
        id={decisionIds.reason}
        label={words.reason}
        value={reason}
        rows={4}
        error={errorOf(decisionIds.reason)}
        onChange={(value) => set({ reason: value })}
      />
      <TextInput
        id={decisionIds.authority}
        label={words.authority}
        hint={words.authorityHint}
        value={authority}
        rows={2}
        isOptional={act === 'refuse'}
        error={errorOf(decisionIds.authority)}
        onChange={(value) => set({ authority: value })}
      />
      <section class="preview" aria-label={words.preview}>
        <h3>{words.preview}</h3>
        <p>{words.sentence(reason.trim() || '…', authority.trim())}</p>
        <p>{words.clause}</p>
      </section>
    </>
  );
}

type ConcludeProps = FormProps & { windows: CaseDetail['windows'] };

export function ConcludeForm({ windows, useDraft, errorOf }: ConcludeProps) {
  const words = decisionText.conclude;
  const { draft, change } = useDraft;
  const { result, handOver, window, place, note } = draft.conclusion;
  const set = (part: Partial<typeof draft.conclusion>) =>
    change({ conclusion: { ...draft.conclusion, ...part } });
  return (
    <>
      <TextInput
        id={decisionIds.result}
        label={words.result}
        value={result}
        error={errorOf(decisionIds.result)}
        onChange={(value) => set({ result: value })}
      />
      <Choices
        name="decide-hand-over"
        legend={words.handOver}
        value={handOver}
        options={[
          { value: 'nothing', label: words.nothing },
          { value: 'pickup', label: words.pickup },
        ]}
        onChange={(value) => set({ handOver: value })}
      />
      {handOver === 'pickup' && windows.length > 0 && (
        <div class="field">
          <label class="field-label" for={decisionIds.window}>
            {words.window}
          </label>
          <select
            id={decisionIds.window}
            class="console-input"
            value={window}
            onChange={({ currentTarget: { value } }) =>
              set({
                window: value,
                place: windows.find(({ code }) => code === value)?.place ?? '',
              })
            }
          >
            <option value="">{words.noWindow}</option>
            {windows.map(({ code, place: where }) => (
              <option key={code} value={code}>
                {where}
              </option>
            ))}
          </select>
        </div>
      )}
      {handOver === 'pickup' && (
        <TextInput
          id={decisionIds.place}
          label={words.place}
          value={place}
          error={errorOf(decisionIds.place)}
          onChange={(value) => set({ place: value })}
        />
      )}
      <TextInput
        id={decisionIds.note}
        label={words.note}
        value={note}
        rows={3}
        isOptional
        error={errorOf(decisionIds.note)}
        onChange={(value) => set({ note: value })}
      />
    </>
  );
}

export function RejectForm({ matter, useDraft, errorOf }: FormProps) {
  const words = decisionText.reject;
  const { draft, change } = useDraft;
  const { reason, remedy } = draft.rejection;
  const set = (part: Partial<typeof draft.rejection>) =>
    change({ rejection: { ...draft.rejection, ...part } });
  return (
    <>
      <Presets
        title={words.preset}
        presets={reasonsOf(matter, REJECTED)}
        onUse={(preset) => set({ reason: preset })}
      />
      <TextInput
        id={decisionIds.reason}
        label={words.reason}
        value={reason}
        rows={4}
        error={errorOf(decisionIds.reason)}
        onChange={(value) => set({ reason: value })}
      />
      <TextInput
        id={decisionIds.remedy}
        label={words.remedy}
        value={remedy}
        rows={4}
        error={errorOf(decisionIds.remedy)}
        onChange={(value) => set({ remedy: value })}
      />
    </>
  );
}

function outcomeReasons(matter: Matter, status: number) {
  return matter.outcomes.find((each) => each.status === status)?.reasons ?? [];
}

function reasonsOf(matter: Matter, status: number): string[] {
  return outcomeReasons(matter, status).filter(
    (reason): reason is string => typeof reason === 'string',
  );
}

function elsewhere(matter: Matter): { when: string; where: string }[] {
  return outcomeReasons(matter, NOT_HERE).filter(
    (reason): reason is { when: string; where: string } =>
      typeof reason !== 'string',
  );
}

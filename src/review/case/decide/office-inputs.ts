// The inputs that an office's forms are made of.
import type { OfficeOpinion } from '../../../domain/cases/later-events.ts';
import { officeActText as words } from '../../../text/office-acts.ts';

export type Option = { value: string; label: string };
export type Input =
  | {
      kind: 'text';
      name: string;
      label: string;
      hint?: string;
      rows?: number;
      /** Stands there from the start. */
      usual?: string;
      /** 0: it may be left empty. */
      least: number;
      most: number;
      /** null: its shape is right. */
      misshapen?: (text: string) => string | null;
    }
  /** The first is chosen until another is. */
  | { kind: 'choice'; name: string; label: string; options: readonly Option[] }
  | {
      kind: 'select';
      name: string;
      label: string;
      options: readonly Option[];
      usual?: string;
      missing: string;
    }
  /** Ids with a space between. */
  | {
      kind: 'several';
      name: string;
      label: string;
      options: readonly Option[];
      least: number;
      missing: string;
    }
  | {
      kind: 'days';
      name: string;
      label: string;
      hint?: string;
      usual?: string;
      isOptional: boolean;
    };

type TextRest = Omit<
  Extract<Input, { kind: 'text' }>,
  'kind' | 'name' | 'label'
>;
export function text(name: string, label: string, rest: TextRest): Input {
  return { kind: 'text', name, label, ...rest };
}
export function reason(label: string, least: number): Input {
  return text('reason', label, { least, most: 500, rows: 3 });
}
export function note(most: number): Input {
  return text('note', words.note, { least: 0, most, rows: 3 });
}
export function choice(name: string, label: string, options: Option[]): Input {
  return { kind: 'choice', name, label, options };
}
export function opinion(which: readonly OfficeOpinion[]): Input {
  return choice(
    'opinion',
    words.opinion,
    which.map((value) => ({ value, label: words.opinions[value] })),
  );
}
export function days(
  name: string,
  label: string,
  rest: { usual?: string; hint?: string; isOptional?: boolean },
): Input {
  return { kind: 'days', name, label, isOptional: false, ...rest };
}

import { useState } from 'preact/hooks';
import type { Answer } from '../../src/domain/cases/answers.ts';
import type { Field as CatalogueField } from '../../src/domain/catalogue/form-schema.ts';
import type { AnswerIssue } from '../../src/domain/rules/answer-issue.ts';
import type { FieldIssue } from '../../src/ui/field/field-props.ts';
import { Field } from '../../src/ui/field/field.tsx';
import { OWN_VILLAGE, regions, TODAY } from './examples/asked-field.ts';
import { draw } from './render.tsx';

export { field } from './examples/asked-field.ts';

/** Draws one field over a value of its own and lets the test see every change. */
export function drawField(
  asked: CatalogueField,
  start: {
    value?: Answer;
    issue?: FieldIssue;
    cellIssues?: AnswerIssue[];
    ownVillage?: string | null;
  } = {},
) {
  const changes: (Answer | undefined)[] = [];
  let setFromOutside: (value: Answer | undefined) => void = () => {};
  function Bench() {
    const [value, setValue] = useState(start.value);
    setFromOutside = setValue;
    return (
      <Field
        field={asked}
        value={value}
        onChange={(next) => {
          changes.push(next);
          setValue(next);
        }}
        issue={start.issue}
        cellIssues={start.cellIssues ?? []}
        regions={regions}
        today={TODAY}
        ownVillage={
          start.ownVillage === undefined ? OWN_VILLAGE : start.ownVillage
        }
      />
    );
  }
  const host = draw(<Bench />);
  const get = (selector: string) => {
    const found = host.querySelector<HTMLInputElement>(selector);
    if (found === null) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  return {
    host,
    changes,
    last: () => changes[changes.length - 1],
    get,
    input: () => get('.input'),
    button: (name: string) => {
      const found = [...host.querySelectorAll('button')].find(
        (button) => button.textContent === name,
      );
      if (found === undefined) throw new Error(`no button ${name}`);
      return found;
    },
    answerFromOutside: (value: Answer | undefined) => setFromOutside(value),
  };
}

import { useState } from 'preact/hooks';
import type { Answer } from '../../src/domain/cases/answers.ts';
import type { Field as CatalogueField } from '../../src/domain/catalogue/form-schema.ts';
import type { AnswerIssue } from '../../src/domain/rules/answer-issue.ts';
import type { FieldIssue, Regions } from '../../src/ui/field/field-props.ts';
import { Field } from '../../src/ui/field/field.tsx';
import { draw } from './render.tsx';

const town = (code9: string, name: string, pinyin: string) => ({
  code9,
  code12: `${code9}000`,
  name,
  type: '镇',
  parent: '422825',
  codeVerified: true,
  pinyin,
});
const village = (code12: string, name: string, pinyin: string) => ({
  code12,
  name,
  fullName: `${name}村民委员会`,
  type: '村',
  town9: code12.slice(0, 9),
  codeVerified: true,
  pinyin,
  status: 'active' as const,
});
export const regions: Regions = {
  townships: [
    town('422825101', '椒园镇', 'jyz'),
    town('422825102', '沙道沟镇', 'sdgz'),
  ],
  villages: [
    village('422825101208', '水田坝村', 'stbc'),
    village('422825102205', '水田坝村', 'stbc'),
    village('422825102249', '两河口村', 'lhkc'),
    {
      ...village('422825102250', '苦草坪村', 'kcpc'),
      status: 'merged',
      mergedInto: '422825102249',
    },
  ],
};
export const OWN_VILLAGE = '422825102205';
export const TODAY = '2026-11-25';

export const field = (
  parts: Partial<CatalogueField> & Pick<CatalogueField, 'type'>,
): CatalogueField => ({
  id: 'asked',
  label: '问的',
  required: true,
  pi: 'general',
  ...parts,
});

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

import { useState } from 'preact/hooks';
import type { Answer } from '../../../src/domain/cases/answers.ts';
import type { FieldType } from '../../../src/domain/catalogue/enumerations.ts';
import type { Field as CatalogueField } from '../../../src/domain/catalogue/form-schema.ts';
import type { FieldIssue } from '../../../src/ui/field/field-props.ts';
import { Field, FieldView } from '../../../src/ui/field/field.tsx';
import { field, OWN_VILLAGE, regions, TODAY } from './asked-field.ts';
import type { Example } from './example.ts';

type Asked = {
  /** What the field is asked for, without id and type. */
  parts: Partial<CatalogueField>;
  answer: Answer;
  /** What it may be told, and the answer that it is told of; absent: none given. */
  issue: FieldIssue;
  wrong?: Answer;
  /** In a table: what is wrong inside its rows. */
  cellIssues?: { at: string; code: 'idNumberChecksum' }[];
  ownVillage?: string | null;
};

const columns: CatalogueField['columns'] = [
  { id: 'name', label: '姓名', type: 'text', required: true, pi: 'general' },
  {
    id: 'idNo',
    label: '公民身份号码',
    type: 'idcard',
    required: true,
    pi: 'sensitive',
  },
  {
    id: 'sex',
    label: '性别',
    type: 'select',
    options: ['男', '女'],
    required: true,
    pi: 'general',
  },
  {
    id: 'income',
    label: '年收入',
    type: 'money',
    required: false,
    pi: 'sensitive',
  },
];
/** Several persons, a line each. */
export const childrenTable: Pick<CatalogueField, 'label' | 'columns'> = {
  label: '现有子女',
  columns,
};
const rows = [
  { name: '姚示生', idNo: '00000019440312004X', income: 3600 },
  { name: '姚示秀' },
];
const unanswered: FieldIssue = { code: 'required' };

/** Each kind at least once; the key after a kind's name says how it differs. */
const asked: Record<FieldType, Record<string, Asked>> = {
  text: {
    '': {
      parts: { label: '申请人姓名', help: '和户口簿上一样' },
      answer: '向某英',
      issue: unanswered,
    },
    counted: {
      parts: { label: '姓名', maxLength: 5 },
      answer: '彭某某某',
      issue: { code: 'tooLong', params: { length: 9, max: 5 } },
      wrong: '彭某某某·某某某某',
    },
  },
  textarea: {
    '': {
      parts: { label: '备注', required: false },
      answer: '老人行动不便，\n由女儿代办。',
      issue: { code: 'tooLong', params: { length: 230, max: 200 } },
      wrong: '老人行动不便。'.repeat(33),
    },
  },
  idcard: {
    '': {
      parts: { label: '公民身份号码', help: '18位' },
      answer: '00000019440312004X',
      issue: { code: 'idNumberLength', params: { length: 16, expected: 18 } },
      wrong: '0000001944031200',
    },
  },
  phone: {
    '': {
      parts: { label: '联系电话' },
      answer: '13800002210',
      issue: { code: 'phoneShape' },
      wrong: '1380000',
    },
  },
  date: {
    '': {
      parts: { label: '出生日期' },
      answer: '1944-03-12',
      issue: {
        code: 'dateImpossible',
        params: { year: 1944, month: 2, day: 30 },
      },
      wrong: '19440230',
    },
  },
  select: {
    'of two': {
      parts: { label: '本人是否健在', options: ['是', '否'], required: false },
      answer: '是',
      issue: unanswered,
    },
    'of a few': {
      parts: { label: '民族', options: ['土家族', '苗族', '侗族'] },
      answer: '土家族',
      issue: unanswered,
    },
    'of many': {
      parts: {
        label: '与户主的关系',
        options: ['本人', '配偶', '父亲', '母亲', '儿子', '女儿', '孙子女'],
      },
      answer: '孙子女',
      issue: unanswered,
    },
    'of several': {
      parts: {
        label: '残疾类别',
        multiple: true,
        options: ['视力残疾', '听力残疾', '言语残疾', '肢体残疾'],
      },
      answer: ['听力残疾', '言语残疾'],
      issue: unanswered,
    },
  },
  money: {
    '': {
      parts: { label: '总金额' },
      answer: 12_345.6,
      issue: { code: 'numberShape' },
      wrong: '一万',
    },
  },
  area: {
    '': {
      parts: { label: '耕地', unit: '亩' },
      answer: 3.5,
      issue: { code: 'outOfRange', params: { min: 0, max: 500 } },
      wrong: 900,
    },
  },
  number: {
    '': {
      parts: { label: '缴费年限', unit: '年' },
      answer: 15,
      issue: { code: 'numberShape' },
      wrong: '十五',
    },
  },
  address: {
    '': {
      parts: { label: '户籍地址' },
      answer: {
        town9: '422825102',
        village: '422825102205',
        townName: '沙道沟镇',
        villageName: '水田坝村',
        group: 3,
        detail: '',
      },
      issue: { code: 'addressIncomplete' },
    },
    'at a hall': {
      parts: { label: '现住址' },
      answer: { detail: '湖南省龙山县' },
      issue: { code: 'addressIncomplete' },
      ownVillage: null,
    },
  },
  bankcard: {
    '': {
      parts: { label: '银行账号' },
      answer: '6200000000012345678',
      issue: { code: 'cardLength', params: { length: 8, min: 12, max: 19 } },
      wrong: '62000000',
    },
  },
  'household-member-table': {
    '': {
      parts: { label: '家庭成员', columns, minRows: 1 },
      answer: rows,
      issue: unanswered,
    },
  },
  table: {
    '': {
      parts: { ...childrenTable, maxRows: 3 },
      answer: rows,
      issue: unanswered,
      wrong: [{ name: '姚示生', idNo: '000000194403120041' }],
      cellIssues: [{ at: '0.idNo', code: 'idNumberChecksum' }],
    },
  },
};

type State = 'empty' | 'filled' | 'refused';
type StatefulProps = { asked: CatalogueField; of: Asked; state: State };

/** A field over a value of its own, as a form holds it. */
function Stateful({ asked, of, state }: StatefulProps) {
  const start = { empty: undefined, filled: of.answer, refused: of.wrong };
  const [value, setValue] = useState<Answer | undefined>(start[state]);
  return (
    <Field
      field={asked}
      value={value}
      onChange={setValue}
      issue={state === 'refused' ? of.issue : undefined}
      cellIssues={
        state === 'refused'
          ? (of.cellIssues ?? []).map(({ at, code }) => ({
              path: `${asked.id}.${at}`,
              code,
            }))
          : []
      }
      regions={regions}
      today={TODAY}
      ownVillage={of.ownVillage === undefined ? OWN_VILLAGE : of.ownVillage}
    />
  );
}

function examplesOfKind(type: FieldType, kind: string, of: Asked): Example[] {
  const name = `${type} ${kind}`.trim();
  const fieldIn = (state: string) =>
    field({ ...of.parts, type, id: `${name} ${state}`.replaceAll(' ', '-') });
  return [
    ...(['empty', 'filled', 'refused'] as const).map((state) => ({
      name: `${name}, ${state}`,
      draw: () => <Stateful asked={fieldIn(state)} of={of} state={state} />,
    })),
    {
      name: `${name}, read`,
      draw: () => (
        <FieldView field={fieldIn('read')} value={of.answer} today={TODAY} />
      ),
    },
  ];
}

export const fieldExamples: Example[] = Object.entries(asked).flatMap(
  ([type, kinds]) =>
    Object.entries(kinds).flatMap(([kind, of]) =>
      examplesOfKind(type as FieldType, kind, of),
    ),
);

/** Every kind once, not yet answered: a form as it is met with. */
export const emptyFieldExamples = fieldExamples.filter(({ name }) =>
  name.endsWith(', empty'),
);

import { hasOwn } from '../has-own.ts';
import type { Checker } from './check-context.ts';
import { reportDuplicates } from './check-context.ts';
import type { Column, Field, Material, MaterialUse } from './form-schema.ts';

const NUMERIC = new Set(['number', 'money', 'area']);
const TABLES = new Set(['table', 'household-member-table']);

/** Rules of a form's fields, in their order. `path` = the list's own. */
export function checkFields(
  fields: readonly Field[],
  path: string,
  check: Checker,
): void {
  reportDuplicates(
    fields.map(({ id }) => id),
    path,
    check.report,
  );
  fields.forEach((field, index) => {
    const at = `${path}.${index}`;
    checkInput(field, at, check);
    checkPrefill(field, `${at}.prefill`, check);
    if (field.multiple === true && field.type !== 'select') {
      check.contradiction(`${at}.multiple`, 'multipleIsForSelect');
    }
    // A column's unit stands in its label.
    if (field.type === 'area' && field.unit === undefined) {
      check.contradiction(`${at}.unit`, 'areaHasUnit');
    }
    checkOptionIf(field, `${at}.optionIf`, check);
    if (TABLES.has(field.type) !== (field.columns !== undefined)) {
      check.contradiction(`${at}.columns`, 'columnsAreForTables');
    }
    if ((field.minRows ?? 0) > (field.maxRows ?? Infinity)) {
      check.contradiction(`${at}.minRows`, 'rangeIsOrdered');
    }
    reportDuplicates(
      (field.columns ?? []).map(({ id }) => id),
      `${at}.columns`,
      check.report,
    );
    field.columns?.forEach((column, n) => {
      checkInput(column, `${at}.columns.${n}`, check);
    });
  });
  if (fields[fields.length - 1]?.id !== 'remark') {
    check.contradiction(path, 'remarkEndsTheForm');
  }
}

function checkInput(field: Field | Column, at: string, check: Checker): void {
  check.inEnum('fieldTypes', field.type, `${at}.type`);
  check.inEnum('pi', field.pi, `${at}.pi`);
  if ((field.type === 'select') !== (field.options !== undefined)) {
    check.contradiction(`${at}.options`, 'optionsAreForSelect');
  }
  reportDuplicates(field.options ?? [], `${at}.options`, check.report);
  if (field.validator !== undefined) {
    check.inEnum('validators', field.validator, `${at}.validator`);
  }
  if ((field.min ?? -Infinity) > (field.max ?? Infinity)) {
    check.contradiction(`${at}.min`, 'rangeIsOrdered');
  }
  const ranged =
    field.min !== undefined ||
    field.max !== undefined ||
    field.step !== undefined;
  if (ranged && !NUMERIC.has(field.type)) {
    check.contradiction(`${at}.min`, 'rangeIsForNumbers');
  }
  if (field.step !== undefined && field.step <= 0) {
    check.contradiction(`${at}.step`, 'stepIsPositive');
  }
}

function checkOptionIf(field: Field, path: string, check: Checker): void {
  if (field.optionIf === undefined) return;
  const { options = [], multiple = false } = field;
  if (options.length === 0 || multiple) {
    check.contradiction(path, 'optionIfIsForOneOption');
  }
  for (const option of Object.keys(field.optionIf)) {
    if (!options.includes(option)) check.report(path, 'unknownValue', option);
  }
}

function checkPrefill(field: Field, path: string, check: Checker): void {
  if (field.prefill === undefined) return;
  if (hasOwn(check.catalogue.enums.prefills, field.prefill)) return;
  const [role = '', attribute = '', ...rest] = field.prefill.split('.');
  check.inEnum('roles', role, path);
  check.inEnum('attributes', attribute, path);
  if (rest.length > 0) check.report(path, 'unknownValue', field.prefill);
}

/** Rules of one paper as a matter asks for it. */
export function checkMaterial(
  material: Material,
  at: string,
  check: Checker,
): void {
  checkMaterialUse(material, at, check);
  if (material.eCert.replaces !== (material.eCert.name !== null)) {
    check.contradiction(`${at}.eCert`, 'eCertIsNamed');
  }
}

/** Rules of one paper wherever it is named. */
export function checkMaterialUse(
  material: MaterialUse | Material,
  at: string,
  check: Checker,
): void {
  check.materialType(material.typeId, `${at}.typeId`);
  check.inEnum('subjects', material.subject, `${at}.subject`);
  if (material.kind !== undefined) {
    check.inEnum('materialKinds', material.kind, `${at}.kind`);
  }
  if (material.source !== undefined) {
    check.inEnum('materialSources', material.source, `${at}.source`);
  }
  if (material.handling !== undefined) {
    check.inEnum('handlings', material.handling, `${at}.handling`);
  }
  if (material.required && material.requiredIf !== undefined) {
    check.contradiction(`${at}.requiredIf`, 'requiredOrConditional');
  }
  if (
    (material.requiredIf !== undefined) !==
    (material.condition !== undefined)
  ) {
    check.contradiction(`${at}.condition`, 'conditionInWords');
  }
  // An identity card is looked at and given back (Resident Identity Card Law
  // art. 15): no catalogue may have it kept.
  const identityCard =
    material.typeId === 'ID_CARD' || material.typeId === 'AGENT_ID';
  if (identityCard && material.handling === 'keep') {
    check.contradiction(`${at}.handling`, 'identityCardIsNeverKept');
  }
}

// One sheet for each kind of thing in the catalogue: where in the file its rows stand,
// and what has sheets of its own.
import * as v from 'valibot';
import { fullBundleSchema } from '../../../domain/catalogue/full-bundle-schema.ts';
import { fullCatalogueSchema } from '../../../domain/catalogue/full-catalogue-schema.ts';
import {
  eligibilityCheckSchema,
  fieldSchema,
  materialSchema,
  materialUseSchema,
} from '../../../domain/catalogue/form-schema.ts';
import { fullMatterSchema } from '../../../domain/catalogue/full-matter-schema.ts';
import { columnsOf, type Column } from './column.ts';

/** Rows of a list at the top, `regions.villages`. */
type TopSheet = { of: 'top'; path: readonly string[] };
/** Rows of a list in each row of another sheet; its first column says of which. */
type InnerSheet = {
  of: 'inner';
  parents: readonly string[];
  /** The parents' id, and the column that holds it. */
  id: string;
  parent: string;
  key: string;
};

export type SheetForm = (TopSheet | InnerSheet) & {
  name: string;
  columns: readonly Column[];
};

const top = fullCatalogueSchema.entries;
const matter = fullMatterSchema.entries;
const bundle = fullBundleSchema.entries;

const IN_MATTER = [
  'fields',
  'materials',
  'eligibilityChecks',
  'route',
  'corrections',
  'outcomes',
  'legalBasis',
  'officialCodes',
];
const IN_BUNDLE = ['questions', 'components', 'sharedFields', 'substitutions'];

function atTop(
  name: string,
  path: readonly string[],
  item: v.GenericSchema,
  left: readonly string[] = [],
): SheetForm {
  return { of: 'top', name, path, columns: columnsOf(item, left) };
}

function inMatter(name: string, key: string, item: v.GenericSchema): SheetForm {
  return inner(
    name,
    { parents: ['matters'], id: 'code', parent: 'matter', key },
    item,
  );
}

function inBundle(name: string, key: string, item: v.GenericSchema): SheetForm {
  return inner(
    name,
    { parents: ['bundles'], id: 'code', parent: 'bundle', key },
    item,
  );
}

function inner(
  name: string,
  place: Omit<InnerSheet, 'of'>,
  item: v.GenericSchema,
): SheetForm {
  return { of: 'inner', name, ...place, columns: columnsOf(item) };
}

/** A component is a matter of ours or a step elsewhere: a row has the columns of both. */
const [ours, elsewhere] = bundle.components.pipe[0].item.options;
const both = v.object({ ...elsewhere.entries, ...ours.entries });
const component = columnsOf(both).map((column) => {
  const [key = ''] = column.path;
  const isInEach = key in ours.entries && key in elsewhere.entries;
  return isInEach ? column : { ...column, isOptional: true };
});

/** Forms of who applies stand at the top under these names. */
export const FORMS = ['person', 'organisation'] as const;

/** In the order of the file; parents before what is in them. */
export const SHEETS: readonly SheetForm[] = [
  atTop(
    'helpers',
    ['expression', 'helpers'],
    top.expression.entries.helpers.item,
  ),
  atTop('departments', ['departments'], top.departments.item),
  atTop('complaint', ['complaintChannels'], top.complaintChannels.item),
  atTop('categories', ['categories'], top.categories.item),
  atTop('station_kinds', ['stationKinds'], top.stationKinds.item),
  atTop('validators', ['validators'], top.validators.item),
  atTop('material_types', ['materialTypes'], top.materialTypes.item, [
    'corrections',
  ]),
  inner(
    'type_corrections',
    {
      parents: ['materialTypes'],
      id: 'id',
      parent: 'typeId',
      key: 'corrections',
    },
    top.materialTypes.item.entries.corrections.item,
  ),
  atTop('matters', ['matters'], fullMatterSchema, IN_MATTER),
  inMatter('fields', 'fields', fieldSchema),
  inMatter('materials', 'materials', materialSchema),
  inMatter('checks', 'eligibilityChecks', eligibilityCheckSchema),
  inMatter('route', 'route', matter.route.pipe[0].item),
  inMatter('corrections', 'corrections', matter.corrections.item),
  inMatter('outcomes', 'outcomes', matter.outcomes.item),
  inMatter('legal', 'legalBasis', matter.legalBasis.item),
  inMatter(
    'official_codes',
    'officialCodes',
    matter.officialCodes.wrapped.item,
  ),
  ...FORMS.flatMap((form) => [
    atTop(`${form}_fields`, ['applicantForms', form, 'fields'], fieldSchema),
    atTop(
      `${form}_materials`,
      ['applicantForms', form, 'materials'],
      materialUseSchema,
    ),
    atTop(
      `${form}_checks`,
      ['applicantForms', form, 'checks'],
      eligibilityCheckSchema,
    ),
  ]),
  atTop('bundles', ['bundles'], fullBundleSchema, IN_BUNDLE),
  inBundle('bundle_questions', 'questions', bundle.questions.item),
  {
    ...inBundle('bundle_components', 'components', both),
    columns: component,
  },
  inBundle('shared_fields', 'sharedFields', bundle.sharedFields.item),
  inBundle('substitutions', 'substitutions', bundle.substitutions.item),
  atTop(
    'townships',
    ['regions', 'townships'],
    top.regions.entries.townships.item,
  ),
  atTop('villages', ['regions', 'villages'], top.regions.entries.villages.item),
  atTop('alternates', ['alternates'], top.alternates.item),
];

/** Everything at the top that is no list of rows; `stats` is counted, not written. */
export const SETTINGS: readonly Column[] = [
  ...columnsOf(fullCatalogueSchema, [
    'stats',
    'enums',
    'expression',
    'regions',
    'applicantForms',
    ...SHEETS.flatMap((sheet) =>
      sheet.of === 'top' ? sheet.path.slice(0, 1) : [],
    ),
  ]),
  ...columnsOf(top.expression, ['helpers']).map(under('expression')),
  ...columnsOf(top.regions, ['townships', 'villages']).map(under('regions')),
  ...FORMS.flatMap((form) =>
    columnsOf(top.applicantForms.entries[form], [
      'fields',
      'materials',
      'checks',
    ]).map(under('applicantForms', form)),
  ),
];

function under(...before: string[]) {
  return (column: Column): Column => {
    const path = [...before, ...column.path];
    return { ...column, path, key: path.join('_') };
  };
}

// The enumerations that code branches on. They are closed: a program cannot
// draw a field type or apply a handling it has never heard of, so a catalogue
// that uses one is refused whole and the device keeps the version it has.
// Every other enumeration (delivery methods, subjects, roles, provenance …) is
// only a label; its values are plain text, checked against the catalogue's own
// `enums`, and the county may add one without new code.

export const STATUSES = ['draft', 'active', 'withdrawn'] as const;
export const VILLAGE_ROLES = [
  'decide',
  'first-review',
  'intake',
  'assist',
  'inform',
] as const;
export const FIELD_TYPES = [
  'text',
  'textarea',
  'idcard',
  'phone',
  'date',
  'select',
  'money',
  'area',
  'number',
  'address',
  'bankcard',
  'household-member-table',
  'table',
] as const;
export const COLUMN_TYPES = [
  'text',
  'textarea',
  'idcard',
  'phone',
  'date',
  'select',
  'money',
  'area',
  'number',
  'bankcard',
] as const;
export const SENSITIVITIES = ['general', 'sensitive'] as const;
export const MATERIAL_KINDS = ['original', 'copy', 'form', 'photo'] as const;
export const MATERIAL_SOURCES = [
  'citizen',
  'generated',
  'captured',
  'village',
  'office',
] as const;
export const HANDLINGS = [
  'view',
  'keep',
  'handover',
  'sign',
  'capture',
] as const;
export const LEVELS = [
  'village',
  'township',
  'department',
  'external',
] as const;
export const CLOCKS = ['counts', 'excluded'] as const;
export const ELIGIBILITY_LEVELS = ['block', 'warn', 'info'] as const;
export const OUT_OF_COUNTY = ['refuse', 'accept', 'ask'] as const;
export const BUNDLE_LEVELS = ['village', 'assist-only'] as const;
export const APPLICANT_KINDS = ['person', 'organisation'] as const;
export const STATION_KINDS = ['village', 'township', 'county'] as const;
export const NUMBER_LINES = ['one', 'ifBusy'] as const;

/**
 * The catalogue's own value for a matter that is settled on the spot. It is data, not
 * wording: the format says that such a matter promises at most one day.
 */
export const ON_THE_SPOT = '\u5373\u529e\u4ef6';

export type FieldType = (typeof FIELD_TYPES)[number];

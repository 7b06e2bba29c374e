// What device and county both read of a catalogue: the village edition (see
// read-edition.ts). The file that a county publishes holds more; the format
// `village-catalogue/1` with all its keys is in full-catalogue-schema.ts. What spans
// several parts (ids that must exist, sums that must agree) is in check-catalogue.ts.
//
// Editions of versions long published lack what is added here later: a new key is
// optional, and none is ever taken out.
import * as v from 'valibot';
import { bundleSchema } from './bundle-schema.ts';
import {
  complaintChannelSchema,
  departmentSchema,
  materialTypeSchema,
  regionsSchema,
  stationHoursSchema,
} from './county-schema.ts';
import { STATUSES } from './enumerations.ts';
import { applicantFormSchema } from './form-schema.ts';
import { matterSchema } from './matter-schema.ts';
import { id, labels, text } from './schema-parts.ts';

const CATALOGUE_FORMAT = 'village-catalogue/1';

export const catalogueSchema = v.object({
  format: v.literal(CATALOGUE_FORMAT),
  version: text,
  /** `draft` until the county publishes; screens then say so. */
  status: v.picklist(STATUSES),
  enums: v.object({
    subjects: labels,
    materialKinds: labels,
    handlings: labels,
    deliveryMethods: labels,
    outOfCounty: labels,
  }),
  handbookCommon: v.array(text),
  complaintChannels: v.array(complaintChannelSchema),
  departments: v.array(departmentSchema),
  applicantForms: v.object({
    person: applicantFormSchema,
    organisation: applicantFormSchema,
  }),
  categories: v.array(v.object({ id, name: text, matters: v.array(id) })),
  materialTypes: v.array(materialTypeSchema),
  matters: v.array(matterSchema),
  bundles: v.array(bundleSchema),
  regions: regionsSchema,
  /** When each kind of station stands open. */
  stationKinds: v.exactOptional(v.array(stationHoursSchema)),
});

export type Catalogue = v.InferOutput<typeof catalogueSchema>;
export type Category = Catalogue['categories'][number];

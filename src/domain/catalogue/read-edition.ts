import * as v from 'valibot';
import { catalogueSchema, type Catalogue } from './catalogue-schema.ts';

/**
 * What a device reads of a published catalogue; undefined when something of it is
 * missing. Exactly this is the village edition, which the county signs beside the
 * whole and sends in its place to whoever asks for it: a device comes to the same
 * value by either, and to the same when it reads the edition once more. Keys that
 * this program does not know are dropped, since the catalogue may be months newer,
 * and rules between parts are not looked at: the program that published it did.
 */
export function readEdition(json: unknown): Catalogue | undefined {
  const read = v.safeParse(catalogueSchema, json);
  return read.success ? read.output : undefined;
}

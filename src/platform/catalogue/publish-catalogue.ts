import { readCalendar } from '../../domain/calendar/calendar-schema.ts';
import { readCatalogue } from '../../domain/catalogue/read-catalogue.ts';
import { CATALOGUE_TYP } from '../../protocol/keys.ts';
import type { PlatformContext } from '../context.ts';
import { addCatalogue, makeCurrent } from '../database/queries/catalogues.ts';
import { transact } from '../database/transaction.ts';
import { signByRoot } from '../keys/county-keys.ts';
import { keepVillageEdition } from './keep-village-edition.ts';

/**
 * Publishes a catalogue with its calendar as one signed, immutable file and makes
 * it the current one, with its village edition beside it. A version that was
 * published before keeps its content.
 * @throws when either of them is not valid; the message names the places.
 */
export async function publishCatalogue(
  context: PlatformContext,
  catalogue: unknown,
  calendar: unknown,
): Promise<string> {
  const { sql, config, keys, clock } = context;
  const reading = readCatalogue(catalogue);
  if (!reading.ok) {
    const places = reading.issues
      .slice(0, 10)
      .map(({ path, code, detail, rule }) =>
        [path, code, rule ?? detail ?? ''].join(' ').trim(),
      );
    throw new Error(`the catalogue is not valid: ${places.join('; ')}`);
  }
  if (readCalendar(calendar) === null)
    throw new Error('the calendar is not valid');
  const { version } = reading.value;
  const { county, demo } = config;
  const signed = await signByRoot(keys.root, CATALOGUE_TYP, {
    version,
    demo,
    catalogue,
    calendar,
  });
  await transact(sql, async ({ tx }) => {
    await addCatalogue(tx, { county, version, signed, at: clock() });
    await makeCurrent(tx, { county, version });
  });
  await keepVillageEdition(context, version);
  return version;
}

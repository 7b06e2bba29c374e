import {
  findBundle,
  makeBundleMatter,
} from '../../../src/domain/bundles/bundle-matter.ts';
import type { Answers } from '../../../src/domain/cases/answers.ts';
import workingDays from '../../../src/domain/catalogue/data/calendar.json?raw';
import matters from '../../../src/domain/catalogue/data/matters.json?raw';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import type { Catalogue } from '../../../src/domain/catalogue/catalogue-schema.ts';
import type { Matter } from '../../../src/domain/catalogue/matter-schema.ts';

export const calendar = JSON.parse(workingDays) as WorkCalendar;
export const catalogue = JSON.parse(matters) as Catalogue;

/** Of a bundle the matter that the answers make of it. */
export function matterOf(code: string, answers: Answers = {}): Matter {
  const bundle = findBundle(catalogue, code);
  const found =
    bundle === undefined
      ? catalogue.matters.find((each) => each.code === code)
      : makeBundleMatter(catalogue, bundle, answers).matter;
  if (found === undefined) throw new Error(`no matter ${code}`);
  return found;
}

import workingDays from '../../../src/domain/catalogue/data/calendar.json?raw';
import matters from '../../../src/domain/catalogue/data/matters.json?raw';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import type { Catalogue } from '../../../src/domain/catalogue/catalogue-schema.ts';
import type { Matter } from '../../../src/domain/catalogue/matter-schema.ts';

export const calendar = JSON.parse(workingDays) as WorkCalendar;
export const catalogue = JSON.parse(matters) as Catalogue;

export function matterOf(code: string): Matter {
  const found = catalogue.matters.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no matter ${code}`);
  return found;
}

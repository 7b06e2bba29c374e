// Builds src/domain/catalogue/data/calendar.json from the package chinese-days:
//   node tests/support/build-calendar.mjs 2024 2026
// The package silently counts Monday to Friday for a year whose plan it does
// not have, so a year is only written if it has holidays in it.
import { writeFileSync } from 'node:fs';

// The package is CommonJS to Node: its functions are on the default export.
const { default: chineseDays } = await import('chinese-days');

const [from = 2024, until = 2026] = process.argv.slice(2).map(Number);
const holidays = [];
const workingWeekends = [];

for (let year = from; year <= until; year += 1) {
  const before = holidays.length;
  const day = new Date(Date.UTC(year, 0, 1));
  for (; day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    const date = day.toISOString().slice(0, 10);
    const atWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    const working = chineseDays.isWorkday(date);
    if (!atWeekend && !working) holidays.push(date);
    if (atWeekend && working) workingWeekends.push(date);
  }
  if (holidays.length === before) {
    throw new Error(`no plan of holidays for ${year} in the package`);
  }
}

const calendar = {
  coverageFrom: `${from}-01-01`,
  coverageUntil: `${until}-12-31`,
  holidays,
  workingWeekends,
  localDays: [],
};
writeFileSync(
  new URL('../../src/domain/catalogue/data/calendar.json', import.meta.url),
  `${JSON.stringify(calendar, null, 2)}\n`,
);

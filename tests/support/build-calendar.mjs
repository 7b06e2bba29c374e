// Prints the national plan of whole years, from the package chinese-days:
//   node tests/support/build-calendar.mjs 2024 2026 \
//     > src/domain/catalogue/data/calendar.json
// The package silently counts Monday to Friday for a year whose plan it does
// not have, so a year without holidays is refused.

// The package is CommonJS to Node: its functions are on the default export.
const { default: chineseDays } = await import('chinese-days');

const [from = 2024, until = 2026] = process.argv.slice(2).map(Number);
const holidays = [];
const workingWeekends = [];

for (let year = from; year <= until; year += 1) {
  const before = holidays.length;
  const day = new Date(Date.UTC(year, 0, 1));
  while (day.getUTCFullYear() === year) {
    const date = day.toISOString().slice(0, 10);
    const atWeekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    const working = chineseDays.isWorkday(date);
    if (!atWeekend && !working) holidays.push(date);
    if (atWeekend && working) workingWeekends.push(date);
    day.setUTCDate(day.getUTCDate() + 1);
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
process.stdout.write(`${JSON.stringify(calendar, null, 2)}\n`);

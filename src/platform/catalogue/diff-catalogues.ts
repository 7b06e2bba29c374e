// What is new in a catalogue, in sentences that whoever publishes it can read and check.
import { catalogueText, SHEET_HEADINGS } from '../../text/catalogue-sheets.ts';
import type { Sheet } from '../spreadsheet/workbook.ts';

/** Rows of a sheet are known again by these of their cells, the first that it has. */
const IDS = ['code', 'id', 'code12', 'code9', 'kind', 'list', 'key'];
/** A cell of the diff longer than that is cut: the file has the whole. */
const MOST = 120;

type Known = { name: string; cells: Map<string, string> };

/** A line a difference, and two below it what it was and is; of the sheets alone. */
export function diffWorkbooks(
  before: readonly Sheet[],
  after: readonly Sheet[],
): string[] {
  return after.flatMap((sheet) => {
    const old = rowsOf(before.find(({ name }) => name === sheet.name));
    const now = rowsOf(sheet);
    return [
      ...[...old].flatMap(([id, { name }]) =>
        now.has(id) ? [] : [catalogueText.removed(sheet.name, name)],
      ),
      ...[...now].flatMap(([id, row]) => {
        const was = old.get(id);
        return was === undefined
          ? [catalogueText.added(sheet.name, row.name)]
          : diffRow(sheet.name, was, row);
      }),
    ];
  });
}

function diffRow(sheet: string, was: Known, row: Known): string[] {
  const keys = new Set([...was.cells.keys(), ...row.cells.keys()]);
  return [...keys].flatMap((key) => {
    const old = was.cells.get(key) ?? '';
    const now = row.cells.get(key) ?? '';
    const heading = SHEET_HEADINGS[key] ?? key;
    return old === now
      ? []
      : [
          catalogueText.changed(sheet, row.name, heading),
          catalogueText.before(shown(old)),
          catalogueText.now(shown(now)),
        ];
  });
}

function shown(text: string): string {
  if (text === '') return catalogueText.nothing;
  const line = text.replaceAll('\n', ' ');
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}

/** By parent and id; rows without an id by their place among their parent's. */
function rowsOf(sheet: Sheet | undefined): Map<string, Known> {
  const [, keys = [], ...rows] = sheet?.rows ?? [];
  const known = new Map<string, Known>();
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cells = new Map(keys.map((key, i) => [key, row[i] ?? '']));
    const parent = ['matter', 'bundle', 'typeId']
      .filter((key) => keys[0] === key)
      .map((key) => cells.get(key) ?? '');
    const own = IDS.filter((key) => keys.includes(key)).slice(0, 1);
    if (keys.includes('list')) own.push('value');
    const count = (counts.get(parent.join()) ?? 0) + 1;
    counts.set(parent.join(), count);
    const ids = own
      .map((key) => cells.get(key) ?? '')
      .filter((id) => id !== '');
    const id = [...parent, ...(ids.length > 0 ? ids : [String(count)])];
    const label = cells.get('short') ?? cells.get('name') ?? cells.get('label');
    const name = [...id, ...(label === undefined ? [] : [label])].join(' ');
    known.set(id.join('\n'), { name, cells });
  }
  return known;
}

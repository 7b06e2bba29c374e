// A village's register as a township would give it: people of a demo region.
import type { Person } from '../../../src/domain/people/person.ts';
import { idNumberCheckCharacter } from '../../../src/domain/rules/checks/id-number.ts';

const SURNAMES = '向覃田彭冉谭张李王吴';
const GIVEN = '英武军山花梅兰菊春秋国强华明芸婷';
const GROUPS = 9;

/** So many, each of a number of his own. */
export function makePeople(count: number): Person[] {
  return Array.from({ length: count }, (_, at) => {
    const birth = new Date(Date.UTC(1940, 0, 1 + at * 5));
    const day = birth.toISOString().slice(0, 10).replaceAll('-', '');
    const first17 = `000000${day}${String(at % 1000).padStart(3, '0')}`;
    const pick = (from: string, place: number) =>
      from.charAt(place % from.length);
    return {
      idNo: first17 + idNumberCheckCharacter(first17),
      name: `${pick(SURNAMES, at)}示${pick(GIVEN, Math.floor(at / 10))}`,
      phone: `0718000${String(at).padStart(4, '0')}`,
      hukou: {
        town9: '422825102',
        village: '422825102205',
        townName: '椒园镇',
        villageName: '水井坳村',
        group: 1 + (at % GROUPS),
        detail: `${at}号`,
      },
    };
  });
}

// Residents of one group, as a township's list names them; nobody's numbers.
import type { Person } from '../../src/domain/people/person.ts';
import { idNumberCheckCharacter } from '../../src/domain/rules/checks/id-number.ts';

/** All between 61 and 80 in 2026, and no two of one name. */
export function manyPeople(count: number): (Person & { name: string })[] {
  return Array.from({ length: count }, (_, at) => {
    const birth = `${1946 + (at % 19)}0301`;
    const first17 = `000000${birth}${String(1 + at).padStart(3, '0')}`;
    const surname = '向田彭覃黄'[at % 5] ?? '';
    const given = String.fromCodePoint(0x4e00 + at);
    return {
      idNo: first17 + idNumberCheckCharacter(first17),
      name: `${surname}示${given}`,
      phone: `0718${String(at).padStart(7, '0')}`,
      hukou: {
        town9: '422825201',
        village: '422825201200',
        townName: '沙道沟镇',
        villageName: '水田坝村',
        group: 3,
        detail: '',
      },
    };
  });
}

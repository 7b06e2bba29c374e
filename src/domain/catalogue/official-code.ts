// 实施编码 (GB/T 39554): the organ's credit code (18), its level (1) and the 基本编码 (12).
// So the same matter has another one at each organ that carries it out.
import { checkUscc } from '../rules/checks/uscc.ts';
import type { FullMatter } from './full-matter-schema.ts';

type Coded = Pick<FullMatter, 'basicCode' | 'officialCode' | 'officialCodes'>;

/**
 * The code under which a case is known outside: of the township whose case it is, where
 * it has one of its own, else of the county's organ. null: not known yet.
 */
export function officialCodeOf(
  { officialCode, officialCodes = [] }: Coded,
  town9: string,
): string | null {
  const own = officialCodes.find((each) => each.town9 === town9);
  const county = officialCodes.find((each) => each.town9 === undefined);
  return own?.code ?? county?.code ?? officialCode;
}

/** Whether that is a code of the matter, at whatever organ. */
export function hasOfficialCode(matter: Coded, code: string): boolean {
  const { basicCode, officialCode, officialCodes = [] } = matter;
  return (
    code === basicCode ||
    code === officialCode ||
    officialCodes.some((each) => each.code === code)
  );
}

/** The rule that it breaks; undefined: none. */
export function officialCodeFault(
  { basicCode }: Pick<Coded, 'basicCode'>,
  code: string,
): 'officialCodeOfOrgan' | 'officialCodeHoldsBasicCode' | undefined {
  if (!checkUscc(code.slice(0, 18)).ok) return 'officialCodeOfOrgan';
  return basicCode !== null && code.slice(19) !== basicCode
    ? 'officialCodeHoldsBasicCode'
    : undefined;
}

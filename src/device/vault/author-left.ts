// That a clerk has left the device, or the device was given up, is said to the county
// by a word that whoever did it signs: so no copied delivery key can say it, and what
// was made before stands.
import { CompactSign } from 'jose';
import { AUTHOR_LEFT_TYP, type AuthorLeft } from '../../protocol/enrolment.ts';
import { SIGN_ALG } from '../../protocol/sealed-operation.ts';
import { toUtf8 } from '../bytes.ts';
import type { LeftWord } from '../database/meta-rows.ts';
import type { Unlocked } from './vault-session.ts';

/** The latest are told; a device has few clerks. */
const MOST_TOLD = 20;

export async function signLeft(
  { author }: Pick<Unlocked, 'author'>,
  claims: AuthorLeft,
): Promise<LeftWord> {
  const word = await new CompactSign(toUtf8(JSON.stringify(claims)))
    .setProtectedHeader({
      alg: SIGN_ALG,
      typ: AUTHOR_LEFT_TYP,
      kid: author.kid,
    })
    .sign(author.key);
  return { id: claims.id, word, heardIn: null };
}

/** What the county has not heard in this epoch: a restore may have lost it. */
export function unheard(
  list: readonly LeftWord[],
  epoch: string | null,
): string[] {
  return list
    .filter(({ heardIn }) => heardIn === null || heardIn !== epoch)
    .map(({ word }) => word)
    .slice(-MOST_TOLD);
}

export function withHeard(
  list: readonly LeftWord[],
  {
    leftHeard = [],
    epoch,
  }: { leftHeard?: string[] | undefined; epoch: string },
): LeftWord[] {
  return list.map((each) =>
    leftHeard.includes(each.id) ? { ...each, heardIn: epoch } : each,
  );
}

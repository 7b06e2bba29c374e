import type { PlatformContext } from '../context.ts';
import { countSentOn } from '../database/queries/case-moves.ts';
import type { SignedIn } from '../people/permissions.ts';
import { isFresh } from '../people/sign-in.ts';

/** So many cases are sent on before the person shows once more that it is he. */
const AT_MOST = 20;

/**
 * Whether a person may send one more case on, to a department or a township: an
 * unattended desk cannot scatter the township's work.
 */
export async function maySendOn(
  context: Pick<PlatformContext, 'sql' | 'config' | 'clock'>,
  principal: SignedIn,
): Promise<boolean> {
  if (isFresh(context, principal)) return true;
  const { sql, config } = context;
  const { accountId, provedAt: since } = principal;
  const wish = { county: config.county, accountId, since };
  return (await countSentOn(sql, wish)) < AT_MOST;
}

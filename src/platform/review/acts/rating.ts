// Who was rated may object; another person, of the county, decides.
import { recorded, refused, type Act, type ActResult } from './act.ts';

/** Once, by the office that was rated. */
export function object({ decision }: Act<'object'>): ActResult {
  return recorded({ kind: 'objected', reason: decision.reason });
}

/** By another person than the one who objected. */
export function decideObjection({
  row,
  decision,
  principal,
}: Act<'decideObjection'>): ActResult {
  if (row.state.objection?.by === principal.accountId)
    return refused('forbidden');
  const { upheld, reason } = decision;
  return recorded({ kind: 'objectionDecided', upheld, reason });
}

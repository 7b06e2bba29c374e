// The result: made out, sent by post, handed over.
import { recorded, refused, type Act, type ActResult } from './act.ts';

/** The result as a paper with a name, and a number where it has one. */
export function issueResult({ decision }: Act<'issueResult'>): ActResult {
  const { name, number } = decision;
  return recorded({ kind: 'resultIssued', name, number });
}

/** By post, with a number to follow it by. */
export function post({ decision }: Act<'post'>): ActResult {
  const { carrier, trackingNumber } = decision;
  return recorded({ kind: 'posted', carrier, trackingNumber });
}

/** To whom; `post`: what was sent has come. */
export function handOver({ row, decision }: Act<'handOver'>): ActResult {
  const { receivedBy, by } = decision;
  if (by === 'post' && row.state.isPosted !== true)
    return refused('notAllowed');
  return recorded({ kind: 'delivered', receivedBy, by });
}

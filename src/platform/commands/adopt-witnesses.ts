import { adminText } from '../../text/platform.ts';
import type { PlatformContext } from '../context.ts';
import { readWitnesses } from '../database/queries/witnesses.ts';
import { adoptWitnesses } from '../witnesses/adopt.ts';
import type { CommandResult } from './command-result.ts';
import { isUuid } from '../is-uuid.ts';

type Wish = { case?: string; by?: string; 'with-clerks'?: boolean };

/** Without a name it only lists what villages have brought back. */
export async function adoptOrList(
  context: PlatformContext,
  { case: caseId, by, 'with-clerks': withClerks = false }: Wish,
): Promise<CommandResult> {
  if (caseId !== undefined && !isUuid(caseId))
    return { ok: false, lines: [adminText.noCase(caseId)] };
  const { county } = context.config;
  const of = { county, caseId: caseId ?? null };
  if (by === undefined || by.trim() === '') {
    const waiting = await readWitnesses(context.sql, of);
    const lines = waiting.map(({ caseId: id, event }) =>
      adminText.witness(id, event.n, event.body.kind, event.at),
    );
    return {
      ok: true,
      lines: lines.length === 0 ? [adminText.noWitness] : lines,
    };
  }
  const done = await adoptWitnesses(context, { ...of, by, withClerks });
  return {
    ok: true,
    lines: [
      ...done.map(
        ({ witness: { caseId: id, event }, result }) =>
          `${adminText.witness(id, event.n, event.body.kind, event.at)}  ${adminText.adoption[result]}`,
      ),
      ...(done.length === 0 ? [adminText.noWitness] : []),
    ],
  };
}

import { retentionText } from '../../text/retention.ts';
import type { PlatformContext } from '../context.ts';
import { RULES, runRule } from '../retention/rules.ts';
import type { CommandResult } from './command-result.ts';

/** Shows by rule what would be deleted now, or deletes it. */
export async function applyRetention(
  context: PlatformContext,
  { 'dry-run': isDry = false, now: isNow = false },
): Promise<CommandResult> {
  if (isDry === isNow) return { ok: false, lines: [retentionText.which] };
  const lines: string[] = [isDry ? retentionText.wouldGo : retentionText.gone];
  for (const rule of RULES) {
    const count = isDry
      ? await rule.count(context)
      : await runRule(context, rule);
    lines.push(retentionText.rule(rule.name, rule.days(context), count));
  }
  return { ok: true, lines: [...lines, ...retentionText.kept] };
}

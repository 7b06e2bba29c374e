import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import type { CaseDetail } from '../../protocol/review.ts';
import { momentInSentence } from '../../text/common.ts';
import { findingInWords, findingsText } from '../../text/findings.ts';
import { Icon } from '../../ui/icon/icon.tsx';

type FindingsProps = { detail: CaseDetail; matter: Matter | null };

const LOOKS = {
  block: { tone: 'bad', icon: 'octagon' },
  warn: { tone: 'wait', icon: 'triangle' },
  info: { tone: 'neutral', icon: 'check' },
} as const;

/** What the rules found in the case; nothing is drawn where there is nothing. */
export function Findings({ detail, matter }: FindingsProps) {
  const { findings } = detail;
  if (findings.length === 0 || matter === null) return null;
  return (
    <section class="case-section">
      <h3>{findingsText.title(findings.length)}</h3>
      <ul class="case-papers">
        {findings.map((finding) => {
          const { sentence, level } = findingInWords(finding, matter);
          const { tone, icon } = LOOKS[level];
          return (
            <li
              key={`${finding.code} ${finding.path}`}
              class={`case-finding tone-${tone}`}
            >
              <Icon name={icon} />
              <span>
                <span>{sentence}</span>
                {finding.confirmedAt !== undefined && (
                  <span class="hint">
                    {findingsText.confirmed(
                      momentInSentence(finding.confirmedAt),
                    )}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

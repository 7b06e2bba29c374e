import type { DamagedCase } from '../../device/device-api.ts';
import { attentionText } from '../../text/counter.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { paths } from '../frame/navigation.ts';

/** Cases whose photographs were lost here before the county had them. */
export function DamagedCases({ cases }: { cases: readonly DamagedCase[] }) {
  return (
    <section class="stack-tight">
      <h2>
        {attentionText.damagedTitle} {cases.length}
      </h2>
      <ul class="rows">
        {cases.map(({ caseId, applicantName, matterShort, pages }) => (
          <li key={caseId}>
            <a href={paths.case(caseId)}>
              <span class="row-main">
                <span class="row-title">
                  {applicantName} · {matterShort}
                </span>
                <span class="hint">{attentionText.damagedPages(pages)}</span>
              </span>
              <Icon name="chevron" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

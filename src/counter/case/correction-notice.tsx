import type { CorrectionItem } from '../../domain/cases/event.ts';
import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { caseText } from '../../text/counter.ts';
import { correctionText } from '../../text/intake.ts';
import { Notice } from '../../ui/notice/notice.tsx';

type CorrectionNoticeProps = {
  items: readonly CorrectionItem[];
  matter: Matter | undefined;
};

/** The township's notice in the reviewer's own words, all of it at once. */
export function CorrectionNotice({ items, matter }: CorrectionNoticeProps) {
  return (
    <Notice tone="warn" icon="hand-back" title={caseText.notice(items.length)}>
      <ol class="notice-items">
        {items.map((item) => (
          <li key={item.about + item.reason}>
            <strong>{nameOfItem(item, matter)}</strong> {item.reason}
            {item.fix !== '' && <p>{correctionText.fix(item.fix)}</p>}
          </li>
        ))}
      </ol>
    </Notice>
  );
}

/** What the township names, as the matter calls it. */
export function nameOfItem(
  { about }: CorrectionItem,
  matter: Matter | undefined,
): string {
  return (
    matter?.fields.find(({ id }) => id === about)?.label ??
    matter?.materials.find(({ id }) => id === about)?.name ??
    ''
  );
}

import { dayInSentence } from '../../text/common.ts';
import { guideText } from '../../text/guide.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import { today } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { firstPhone } from './guide-phones.ts';
import { PhoneOf } from './phone-of.tsx';
import type { Guide } from './use-guide.ts';

/** Why it cannot be taken in here, or not now, with what to do instead. */
export function GuideNotices({ guide }: { guide: Guide }) {
  const { matter, summary, matters } = guide;
  const { seasonal } = matter;
  if (summary.isWithdrawn) {
    const next = matters.find(({ code }) => code === matter.replacedBy);
    const day = matter.withdrawnOn;
    return (
      <Notice
        tone="bad"
        icon="cross"
        title={guideText.withdrawn(
          day === undefined ? null : dayInSentence(day, { withYear: true }),
        )}
      >
        {next !== undefined && (
          <p>
            <a class="link-line" href={paths.guide(next.code)}>
              {guideText.replacedBy(next.short)}
            </a>
          </p>
        )}
      </Notice>
    );
  }
  const { caution } = matter.offline;
  const month = Number(today().slice(5, 7));
  const isOutOfSeason = seasonal !== null && !seasonal.months.includes(month);
  const cautions = [
    ...(isOutOfSeason ? [guideText.outOfSeason(seasonal.months)] : []),
    ...(caution === '' ? [] : [caution]),
  ];
  return (
    <>
      {!summary.canTakeIn && <NotHere guide={guide} />}
      {cautions.map((line) => (
        <Notice key={line} tone="wait" icon="clock">
          <p>{line}</p>
        </Notice>
      ))}
    </>
  );
}

function NotHere({ guide }: { guide: Guide }) {
  const { matter } = guide;
  const phone = firstPhone(guide);
  return (
    <Notice
      tone="neutral"
      icon="clock"
      title={guideText.notHere(matter.department)}
    >
      {phone !== undefined && (
        <p>
          <a class="link-line" href={`tel:${phone.phone}`}>
            <PhoneOf {...phone} />
          </a>
        </p>
      )}
    </Notice>
  );
}

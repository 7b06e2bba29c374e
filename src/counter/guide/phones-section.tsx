import { frameText } from '../../text/counter.ts';
import { guideText } from '../../text/guide.ts';
import { guidePhones } from './guide-phones.ts';
import { PhoneOf } from './phone-of.tsx';
import type { Guide } from './use-guide.ts';

/** Each telephone with whose it is; what is missing is said, not left out. */
export function PhonesSection({ guide }: { guide: Guide }) {
  const { known, missing } = guidePhones(guide);
  return (
    <section class="stack-tight" aria-labelledby="guide-phones">
      <h2 id="guide-phones">{guideText.phones}</h2>
      <ul class="plain-list">
        {known.map(({ who, phone }) => (
          <li key={who}>
            <a class="link-line" href={`tel:${phone}`}>
              <PhoneOf who={who} phone={phone} />
            </a>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p class="hint">{guideText.phonesMissing(frameText.list(missing))}</p>
      )}
    </section>
  );
}

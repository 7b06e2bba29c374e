import type { Matter } from '../../domain/catalogue/matter-schema.ts';
import { guideText } from '../../text/guide.ts';
import { Fold } from '../intake/fold.tsx';
import type { Guide } from './use-guide.ts';
import { Lines } from './watch-section.tsx';

/** What is read when somebody asks for it: refusals, the way of the case, the law. */
export function FurtherSection({ guide }: { guide: Guide }) {
  const { matter, office } = guide;
  return (
    <div>
      <Rejected matter={matter} />
      <Fold label={guideText.route} isOpen={false}>
        <ol class="guide-list">
          {matter.route.map(({ order, officeId, action, ...step }) => (
            <li key={order}>
              {guideText.routeStep(
                office(officeId)?.name ?? step.actor,
                action,
              )}{' '}
              <span class="hint nowrap">
                {step.clock === 'excluded'
                  ? guideText.excluded
                  : guideText.routeDays(step.maxWorkdays ?? 0)}
              </span>
            </li>
          ))}
        </ol>
      </Fold>
      <Fold label={guideText.law} isOpen={false}>
        <Law matter={matter} />
      </Fold>
    </div>
  );
}

/** Of an outcome: decided against the applicant. */
const REJECTED = 13;

function Rejected({ matter }: { matter: Matter }) {
  const rejected = matter.outcomes.find(({ status }) => status === REJECTED);
  if (rejected === undefined) return null;
  const reasons = (rejected.reasons ?? []).filter(
    (reason) => typeof reason === 'string',
  );
  return (
    <Fold label={guideText.rejected} isOpen={false}>
      <Lines title={guideText.rejectedReasons} lines={reasons} />
      {rejected.remedy !== undefined && (
        <Lines title={guideText.remedy} lines={[rejected.remedy]} />
      )}
    </Fold>
  );
}

/** How sure a text of law must be before a resident is shown its number. */
const SURE = ['law', 'gov'];

function Law({ matter }: { matter: Matter }) {
  const sure = matter.legalBasis.filter(({ provenance }) =>
    SURE.includes(provenance),
  );
  return (
    <>
      {sure.length > 0 && (
        <ul class="guide-list">
          {sure.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {sure.length < matter.legalBasis.length && (
        <p class="hint">{guideText.lawUnknown}</p>
      )}
    </>
  );
}

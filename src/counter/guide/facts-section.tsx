import type { ComponentChildren } from 'preact';
import { guideText } from '../../text/guide.ts';
import type { Guide } from './use-guide.ts';

/** How long, how much, what one gets, and who does what. */
export function FactsSection({ guide }: { guide: Guide }) {
  const { matter, enums, office } = guide;
  const { fee, publicity, result, routing, seasonal, legalDays } = matter;
  return (
    <>
      <section class="stack-tight" aria-labelledby="guide-time">
        <h2 id="guide-time">{guideText.time}</h2>
        <dl class="pairs">
          <Pair label={guideText.timePromised}>
            {guideText.promised(matter.promisedDays)}
          </Pair>
          {legalDays !== null && (
            <Pair label={guideText.timeLegal}>
              {guideText.workdays(legalDays)}
            </Pair>
          )}
          {publicity !== null && (
            <Pair label={guideText.publicity}>
              {guideText.publicityLine(
                publicity.workdays !== null
                  ? guideText.workdays(publicity.workdays)
                  : guideText.calendarDays(publicity.calendarDays ?? 0),
                publicity.place,
              )}
              <br />
              {guideText.publicityPrivacy(publicity.privacy)}
            </Pair>
          )}
          <Pair label={guideText.feeLabel}>
            {fee.charge ? guideText.fee(fee.amount) : fee.note}
          </Pair>
          <Pair label={guideText.result}>{result.name}</Pair>
          <Pair label={guideText.delivery}>
            {matter.delivery.methods
              .map((method) => enums.deliveryMethods[method] ?? method)
              .join(guideText.or)}
          </Pair>
          {seasonal !== null && (
            <Pair label={guideText.season}>
              {guideText.seasonLine(seasonal.note, seasonal.months)}
            </Pair>
          )}
        </dl>
      </section>
      <section class="stack-tight" aria-labelledby="guide-goes-to">
        <h2 id="guide-goes-to">{guideText.goesTo}</h2>
        <dl class="pairs">
          <Pair label={guideText.village}>{matter.villageRole.text}</Pair>
          <Pair label={guideText.acceptedBy}>
            {office(routing.acceptedBy)?.name}
          </Pair>
          <Pair label={guideText.decidedBy}>
            {office(routing.departmentId)?.name}
          </Pair>
          <Pair label={guideText.crossTownship}>
            {routing.crossTownship
              ? guideText.crossTownshipYes
              : guideText.crossTownshipNo}
          </Pair>
          <Pair label={guideText.outOfCounty}>
            {enums.outOfCounty[routing.outOfCounty]}
          </Pair>
        </dl>
      </section>
    </>
  );
}

function Pair(props: { label: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

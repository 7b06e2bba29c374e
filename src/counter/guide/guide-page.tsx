import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { common } from '../../text/common.ts';
import { guideText } from '../../text/guide.ts';
import {
  judgeEligibility,
  readEligibility,
} from '../../domain/eligibility/eligibility.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { deviceState } from '../device.ts';
import { beginMatter } from '../find/begin-matter.ts';
import { paths } from '../frame/navigation.ts';
import { Opening } from '../frame/opening.tsx';
import { ReadAloud } from '../frame/read-aloud.tsx';
import { Screen, type PrimaryAct } from '../frame/screen.tsx';
import { EligibilitySection } from './eligibility-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { FurtherSection } from './further-section.tsx';
import { GiveGuide } from './give-guide.tsx';
import { guideWords } from './guide-words.ts';
import { GuideNotices } from './guide-notices.tsx';
import { firstPhone } from './guide-phones.ts';
import { PhoneOf } from './phone-of.tsx';
import { PapersSection } from './papers-section.tsx';
import { PhonesSection } from './phones-section.tsx';
import { PrintedGuide } from './printed-guide.tsx';
import { useGuide, type Guide } from './use-guide.ts';
import { useWide } from './use-wide.ts';
import { WatchSection } from './watch-section.tsx';
import './guide.css';

/** A matter's guide: whether it can be done, what to bring, how long, what to watch. */
export function GuidePage({ code }: { code: string }) {
  const guide = useGuide(code);
  if (guide === undefined) {
    return (
      <Screen title={guideText.title} back={paths.find}>
        <Opening />
      </Screen>
    );
  }
  return guide === null ? (
    <Screen title={guideText.unknown} back={paths.find}>
      <p>{guideText.unknownExplained}</p>
    </Screen>
  ) : (
    <OneGuide key={code} guide={guide} />
  );
}

function OneGuide({ guide }: { guide: Guide }) {
  const { matter, summary } = guide;
  const { route } = useLocation();
  const [answers, setAnswers] = useState<ReadonlyMap<string, string>>(
    new Map(),
  );
  const [failure, setFailure] = useState<string>();
  const [isBeginning, setBeginning] = useState(false);
  const [isGiving, setGiving] = useState(false);
  const checks = useMemo(() => readEligibility(matter), [matter]);
  const verdict = judgeEligibility(checks, answers);
  const isWide = useWide();
  const words = guideWords(matter, deviceState.value?.station ?? null);
  const watch = <WatchSection guide={guide} />;
  const state = deviceState.value;
  const station = state?.station ?? null;
  const isDraft = state?.catalogue?.isDraft === true;
  const isBlocked = verdict.met.some(({ level }) => level === 'block');

  const begin = async () => {
    setBeginning(true);
    setFailure(await beginMatter(matter.code, route));
    setBeginning(false);
  };
  const busy = isBeginning ? guideText.opening : undefined;
  const phone = firstPhone(guide);
  const primary: PrimaryAct | undefined = !summary.canTakeIn
    ? undefined
    : isBlocked && phone !== undefined
      ? {
          label: (
            <span>
              {guideText.callFirst}
              <PhoneOf {...phone} />
            </span>
          ),
          onPress: () => location.assign(`tel:${phone.phone}`),
        }
      : {
          label: isBlocked ? guideText.register : guideText.begin,
          onPress: () => void begin(),
          busy,
        };
  // The bar stays low: what is said above it has to be seen.
  const beside = (
    <>
      {failure !== undefined && (
        <p class="tick-error" role="alert">
          <Icon name="octagon" />
          {failure}
        </p>
      )}
      {isBlocked && phone !== undefined && (
        <Button busy={busy} onPress={() => void begin()}>
          {guideText.register}
        </Button>
      )}
    </>
  );
  return (
    <Screen
      title={matter.name}
      back={paths.find}
      primary={primary}
      beside={beside}
      aside={isWide ? watch : undefined}
    >
      <div class="stack guide-screen">
        <GuideHead guide={guide} />
        <ReadAloud sentences={words}>
          <Button onPress={() => window.print()}>
            <Icon name="printer" />
            {guideText.print}
          </Button>
          <Button onPress={() => setGiving(!isGiving)}>
            <Icon name="qr" />
            {isGiving ? guideText.giveHide : guideText.give}
          </Button>
        </ReadAloud>
        {isGiving && <GiveGuide words={words} />}
        <GuideNotices guide={guide} />
        <EligibilitySection
          {...{ matter, verdict, answers }}
          phone={isBlocked ? undefined : phone}
          onAnswer={(id, answer) =>
            setAnswers(new Map(answers).set(id, answer))
          }
          onReset={() => setAnswers(new Map())}
        />
        <PapersSection guide={guide} />
        <FactsSection guide={guide} />
        {!isWide && watch}
        <PhonesSection guide={guide} />
        <FurtherSection guide={guide} />
        <p class="hint">
          {state?.catalogue && guideText.handbook(state.catalogue.version)}{' '}
          {isDraft && common.draftCatalogue}
        </p>
      </div>
      <PrintedGuide {...{ guide, station, isDraft }} />
    </Screen>
  );
}

const CHANNELS = [
  'oneCert',
  'countyWide',
  'homeVisit',
  'postal',
  'online',
] as const;

/** What it is in one sentence, how long, how much, and the ways to do it. */
function GuideHead({ guide: { matter } }: { guide: Guide }) {
  const { fee, promisedDays, channels } = matter;
  const facts: string[] = [
    guideText.promise(promisedDays),
    fee.charge ? guideText.fee(fee.amount) : guideText.free,
    ...CHANNELS.filter((each) => channels[each]).map(
      (each) => guideText.channels[each],
    ),
  ];
  return (
    <div>
      <p class="hint">
        {facts.map((fact, index) => (
          <span key={fact}>
            {index > 0 && ' · '}
            <span class="nowrap">{fact}</span>
          </span>
        ))}
      </p>
      <p>{matter.guide.summary}</p>
    </div>
  );
}

import { exportText } from '../../text/stick.ts';
import { errorSentence } from '../../text/errors.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { deviceState, outbox } from '../device.ts';
import { now } from '../frame/clock.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { Tick } from '../frame/tick.tsx';
import { deliverBefore } from './deliver-before.ts';
import { SlipPaper } from './handover-slip.tsx';
import { ReplyButton } from './reply-button.tsx';
import { SavedFiles } from './saved-files.tsx';
import { SplitChoice } from './split-choice.tsx';
import { useExport } from './use-export.ts';
import './export.css';

/** Below it nobody needs to split. */
const WORTH_SPLITTING_BYTES = 100 * 1024 ** 2;

/** Work that waits leaves as a file, sealed as it lies here; locked or not. */
export function ExportPage() {
  const work = useExport();
  const { plan, problem, writing, files } = work;
  const box = outbox.value;
  if (box === undefined || (plan === undefined && problem === undefined))
    return <OpeningPage />;
  if (plan === undefined) return <Nothing code={problem ?? 'internal'} />;
  const station = deviceState.value?.station ?? null;
  const { photographs } = plan;
  const carried = work.photographs ? photographs.count : 0;
  const bytes = plan.parts.reduce((sum, part) => sum + part.bytes, 0);
  const next = plan.parts[files.length];
  const isAll = files.length === plan.parts.length;
  const oldest = box.unsent.oldestMadeAt;
  const before = oldest === null ? null : deliverBefore(oldest, now.value);
  return (
    <Screen
      title={exportText.title}
      back={paths.send}
      primary={
        next === undefined
          ? { label: exportText.goBack, href: paths.send }
          : {
              label:
                plan.parts.length === 1
                  ? exportText.save
                  : exportText.savePart(next.part, plan.parts.length),
              busy: writing && exportText.saving,
              onPress: () => void work.writeNext(),
            }
      }
    >
      <div class="stack screen-only">
        <section class="stack-tight">
          <p class="row-title">{whatGoes(plan.cases, carried)}</p>
          <p>{exportText.sealed(bytes)}</p>
          {photographs.count > 0 && plan.operations > 0 && (
            <Tick
              id="with-photographs"
              label={exportText.withPhotographs(plan.textBytes)}
              isTicked={work.photographs}
              onTick={work.setPhotographs}
            />
          )}
          {plan.textBytes + photographs.bytes > WORTH_SPLITTING_BYTES && (
            <SplitChoice split={work.split} onChoose={work.setSplit} />
          )}
          {plan.parts.length > 1 && (
            <p>{exportText.parts(plan.parts.length)}</p>
          )}
        </section>
        {problem !== undefined && (
          <Notice tone="bad" icon="octagon" announced="assertive">
            <p>{errorSentence(problem)}</p>
          </Notice>
        )}
        {writing !== undefined && (
          <div class="card send-bar stack-tight">
            <progress
              aria-label={exportText.saving}
              max={Math.max(1, next?.bytes ?? 1)}
              value={writing.bytes}
            />
            <p class="hint">
              {exportText.progress(writing.bytes, next?.bytes ?? 0)}
            </p>
          </div>
        )}
        <SavedFiles files={files} parts={plan.parts.length} />
        {isAll && <Seen seen={work.seen} onAnswer={work.answerSeen} />}
        <section class="stack-tight">
          {station !== null && <p>{exportText.handTo(station.townName)}</p>}
          {before !== null && <p>{exportText.before(before)}</p>}
          <p>{exportText.keeps}</p>
        </section>
        <div class="buttons">
          <ReplyButton />
        </div>
      </div>
      {files.length > 0 && (
        <SlipPaper
          station={station}
          files={files}
          cases={plan.cases}
          photographs={carried}
          before={before}
        />
      )}
    </Screen>
  );
}

function whatGoes(cases: number, photographs: number): string {
  if (cases > 0) return exportText.takes(cases, photographs);
  return photographs > 0
    ? exportText.onlyPhotographs(photographs)
    : exportText.onlyActs;
}

/** Asked once: what was downloaded is not yet on the stick. */
function Seen(props: {
  seen: 'ask' | 'yes' | 'no';
  onAnswer: (isSeen: boolean) => Promise<void>;
}) {
  if (props.seen === 'yes')
    return (
      <Notice tone="ok" icon="check" announced="polite">
        <p>{exportText.tagged}</p>
      </Notice>
    );
  return (
    <Notice
      tone="neutral"
      icon="box-check"
      title={exportText.seen}
      announced="polite"
    >
      {props.seen === 'no' && <p>{exportText.notSeen}</p>}
      <div class="buttons">
        <Button onPress={() => void props.onAnswer(true)}>
          {exportText.seenYes}
        </Button>
        {props.seen === 'ask' && (
          <Button onPress={() => void props.onAnswer(false)}>
            {exportText.seenNo}
          </Button>
        )}
      </div>
    </Notice>
  );
}

function Nothing({ code }: { code: Parameters<typeof errorSentence>[0] }) {
  return (
    <Screen
      title={exportText.title}
      back={paths.send}
      primary={{ label: exportText.goBack, href: paths.send }}
    >
      {code === 'nothingToExport' ? (
        <p class="row">
          <Icon name="double-check" />
          {exportText.nothing}
        </p>
      ) : (
        <Notice tone="bad" icon="octagon">
          <p>{errorSentence(code)}</p>
        </Notice>
      )}
      <div class="buttons">
        <ReplyButton />
      </div>
    </Screen>
  );
}

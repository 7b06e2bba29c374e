import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { batchColumns } from '../../domain/rules/batch-columns.ts';
import { batchText } from '../../text/batch.ts';
import { errorSentence } from '../../text/errors.ts';
import { signText } from '../../text/intake.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { device } from '../device.ts';
import { paths } from '../frame/navigation.ts';
import { OpeningPage } from '../frame/opening.tsx';
import { Screen } from '../frame/screen.tsx';
import { Doubts } from '../intake/doubts.tsx';
import { settleDraft } from '../intake/draft-saver.ts';
import { examine, openFields } from '../intake/examine.ts';
import { FormFields } from '../intake/form-fields.tsx';
import { subjectOf, useIntake, type Intake } from '../intake/intake.ts';
import { isHandedIn, judge } from '../intake/judge.ts';
import { PaperRow } from '../intake/paper-row.tsx';
import { SigningPart } from '../intake/signing-part.tsx';
import '../intake/intake.css';
import { rowPath } from './row-path.ts';

type RowPageProps = { batchId: string; draftId: string };

/** All that one row still wants, on one page: cells, papers, consent and hand. */
export function RowPage({ batchId, draftId }: RowPageProps) {
  const opened = useIntake(draftId);
  if (opened.state === 'opening') return <OpeningPage />;
  return opened.state === 'open' ? (
    <OpenRow {...{ batchId }} intake={opened.intake} />
  ) : (
    <Screen title={batchText.taken} back={paths.batch(batchId)}>
      {null}
    </Screen>
  );
}

function OpenRow({ batchId, intake }: { batchId: string; intake: Intake }) {
  const { matter, draft } = intake;
  const { draftId } = draft;
  const { query, route } = useLocation();
  const [failure, setFailure] = useState<string>();
  const columns = new Set(batchColumns(matter).map(({ id }) => id));
  const judgement = judge(intake);
  const next = async () => {
    if (!(await settleDraft())) {
      setFailure(errorSentence('storageFailed'));
      return;
    }
    const read = await device().batches.read(batchId);
    const lines = read.ok ? read.value.lines : [];
    const at = lines.findIndex((line) => line.draftId === draftId);
    // Round to the beginning, and not to himself.
    const line = [...lines.slice(at + 1), ...lines.slice(0, at)].find(
      ({ isReady }) => !isReady,
    );
    route(
      line ? rowPath({ batchId, matter }, line) : paths.batch(batchId),
      true,
    );
  };
  return (
    <Screen
      title={subjectOf(intake)}
      tabTitle={batchText.name}
      back={paths.batch(batchId)}
      inDraft
      primary={{ label: batchText.next, onPress: () => void next() }}
    >
      {failure !== undefined && (
        <Notice tone="bad" icon="octagon" announced="assertive">
          <p>{signText.notSaved(failure)}</p>
        </Notice>
      )}
      <ul class="plain-list stack">
        {examine(intake)
          .ruling.papers.asked.filter(isHandedIn)
          .map((material) => (
            <PaperRow
              key={material.id}
              {...{ intake, material }}
              isMissed={false}
              opensCamera={
                query['shoot'] === '1' && material.source === 'captured'
              }
            />
          ))}
      </ul>
      <FormFields
        {...{ intake }}
        fields={openFields(intake).filter(({ id }) => columns.has(id))}
        issues={[]}
      />
      <Doubts {...{ intake, judgement }} missed={undefined} />
      <SigningPart
        {...{ intake, judgement }}
        messageOf={() => undefined}
        onFailure={setFailure}
      />
      <div class="buttons">
        <Button href={paths.intake(draftId)}>{batchText.others}</Button>
        <Button
          kind="danger"
          onPress={() =>
            void device()
              .drafts.remove(draftId)
              .then(() => route(paths.batch(batchId), true))
          }
        >
          {batchText.takeOut}
        </Button>
      </div>
    </Screen>
  );
}

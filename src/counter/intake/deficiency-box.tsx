import type { DraftPaper } from '../../device/device-api.ts';
import type { Field } from '../../domain/catalogue/form-schema.ts';
import { dayInSentence } from '../../text/common.ts';
import { readDay } from '../../text/fields.ts';
import { waysText } from '../../text/ways.ts';
import { Button } from '../../ui/button/button.tsx';
import { normaliseDate } from '../../ui/field/normalise.ts';
import { SingleLine } from '../../ui/field/single-line.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { device } from '../device.ts';
import { today } from '../frame/clock.ts';
import type { Intake } from './intake.ts';
import { isDayRight } from './paper-state.ts';
import type { PaperChange } from './paper-ways.tsx';
import { useSavedText } from './use-saved-text.ts';

type DeficiencyBoxProps = {
  intake: Intake;
  name: string;
  paper: DraftPaper & { how: 'deficiency' };
  onChange: PaperChange;
};

/** 容缺后补: the paper is still owed, and by which day it comes. */
export function DeficiencyBox(props: DeficiencyBoxProps) {
  const { intake, name, paper, onChange } = props;
  const { paperId, latest, signature } = paper;
  const { typed, setTyped, forget } = useSavedText(paper.dueOn, (dueOn) =>
    onChange((draftId) =>
      device().drafts.choosePromise(draftId, paperId, {
        how: 'deficiency',
        dueOn,
      }),
    ),
  );
  const now = { ...paper, dueOn: typed };
  const last = latest ?? { date: paper.dueOn, provisional: false };
  const field: Field = {
    id: `due-${paperId}`,
    label: waysText.deficiencyDay(name),
    type: 'date',
    required: true,
    pi: 'general',
    help: waysText.deficiencyLatest(dayInSentence(last.date), last.provisional),
  };
  return (
    <div class="way stack-tight">
      <p>{waysText.deficiencyOffer(name)}</p>
      <p class="hint">{waysText.promiseLimits}</p>
      <SingleLine
        field={field}
        value={typed}
        text={typed}
        toAnswer={(text) => text}
        normalise={normaliseDate}
        isNumber
        isShort
        inputMode="numeric"
        regions={intake.regions}
        today={today()}
        ownVillage={null}
        reading={isDayRight(now) ? readDay(typed) : undefined}
        warning={
          isDayRight(now)
            ? undefined
            : waysText.dayWrong(name, dayInSentence(last.date))
        }
        onChange={(text) => setTyped(typeof text === 'string' ? text : '')}
      />
      <p class="row">
        <Icon name={signature === null ? 'pencil' : 'check'} />
        {signature === null ? waysText.toSign : waysText.signed}
      </p>
      <span>
        <Button
          label={`${waysText.handInNow} ${name}`}
          onPress={() => {
            forget();
            onChange((draftId) => device().drafts.clearPaper(draftId, paperId));
          }}
        >
          {waysText.handInNow}
        </Button>
      </span>
    </div>
  );
}

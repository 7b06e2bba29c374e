import type { StationView } from '../../device/device-api.ts';
import { dayInSentence, momentInSentence } from '../../text/common.ts';
import { exportText, slipText } from '../../text/stick.ts';
import { Button } from '../../ui/button/button.tsx';
import { now } from '../frame/clock.ts';
import { SheetPlace, useSheet } from '../sheet/sheet-place.tsx';
import type { WrittenFile } from './use-export.ts';

type SlipProps = {
  station: StationView | null;
  files: readonly WrittenFile[];
  cases: number;
  photographs: number;
  before: string | null;
};

/** Printed once there is a file, folded until somebody wants to see it. */
export function SlipPaper(props: SlipProps) {
  const sheet = useSheet({ kind: 'slip', jobTitle: slipText.title });
  return (
    <>
      <span class="screen-only">
        <Button onPress={sheet.press}>{exportText.printSlip}</Button>
      </span>
      <SheetPlace sheet={sheet} isFolded>
        <Slip {...props} />
      </SheetPlace>
    </>
  );
}

/** The sheet that goes with the stick: who, how much, until when, two signatures. */
function Slip(props: SlipProps) {
  const { station, files, cases, photographs, before } = props;
  return (
    <>
      <h2>{slipText.title}</h2>
      <dl>
        <Line
          name={slipText.station}
          value={`${station?.townName ?? ''} ${station?.name ?? ''}`}
        />
        <Line name={slipText.madeAt} value={momentInSentence(now.value)} />
        {files.map(({ part, file }) => (
          <Line key={part} name={slipText.file} value={file.name} />
        ))}
        <Line
          name={slipText.content}
          value={slipText.cases(cases, photographs)}
        />
        {station !== null && (
          <Line
            name={slipText.handTo}
            value={exportText.townCentre(station.townName)}
          />
        )}
        {before !== null && (
          <Line name={slipText.before} value={dayInSentence(before)} />
        )}
        <Line name={slipText.carrier} value="" />
        <Line name={slipText.receiver} value="" />
      </dl>
      <p>{slipText.note}</p>
    </>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={value === '' ? 'sheet-blank' : ''}>{value}</dd>
    </div>
  );
}

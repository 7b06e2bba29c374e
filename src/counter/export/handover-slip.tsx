import type { StationView } from '../../device/device-api.ts';
import { dayInSentence, momentInSentence } from '../../text/common.ts';
import { exportText, slipText } from '../../text/stick.ts';
import { now } from '../frame/clock.ts';
import type { WrittenFile } from './use-export.ts';
import '../receipt/print.css';

type SlipProps = {
  station: StationView | null;
  files: readonly WrittenFile[];
  cases: number;
  photographs: number;
  before: string | null;
};

/** The paper that goes with the stick: who, how much, until when, two signatures. */
export function Slip(props: SlipProps) {
  const { station, files, cases, photographs, before } = props;
  return (
    <section class="printed-receipt print-only" aria-hidden="true">
      <h2>{slipText.title}</h2>
      <table class="slip">
        <tbody>
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
        </tbody>
      </table>
      <p>{slipText.note}</p>
    </section>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{value}</td>
    </tr>
  );
}

/** The sheet's title is what it is, never a person or a place. */
export function printSlip(): void {
  const title = document.title;
  const restore = () => {
    document.title = title;
  };
  document.title = slipText.title;
  addEventListener('afterprint', restore, { once: true });
  window.print();
}

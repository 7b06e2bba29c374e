import { useState } from 'preact/hooks';
import type { ReceiptCheck, Regions } from '../../device/device-api.ts';
import { checkReceiptText } from '../../text/check-receipt.ts';
import { groupCaseNumber } from '../../text/common.ts';
import { Notice } from '../../ui/notice/notice.tsx';
import '../../ui/field/field.css';
import { device, useRead } from '../device.ts';
import { FileButton } from '../frame/file-button.tsx';
import { paths } from '../frame/navigation.ts';
import { readCodeFromPicture } from '../frame/read-code.ts';
import { ScanButton } from '../frame/scan-button.tsx';
import { Screen } from '../frame/screen.tsx';

const INPUT = 'receipt-code';

/** Somebody's receipt, from whichever village: genuine or not, without a network. */
export function CheckReceiptPage() {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [result, setResult] = useState<ReceiptCheck>();
  const check = async (text: string) => {
    setResult(undefined);
    setProblem(undefined);
    if (text.trim() === '') setProblem(checkReceiptText.empty);
    else setResult(await device().receipts.check(text));
  };
  const read = async (file: File) => {
    // The decoder is loaded when it is first needed.
    const text = await readCodeFromPicture(file).catch(() => undefined);
    if (text === undefined) {
      setResult(undefined);
      setProblem(checkReceiptText.noCode);
    } else await check(text);
  };
  return (
    <Screen
      title={checkReceiptText.title}
      back={paths.home}
      primary={{
        label: checkReceiptText.check,
        onPress: () => void check(typed),
      }}
    >
      <p>{checkReceiptText.lead}</p>
      <div class="buttons">
        <ScanButton
          label={checkReceiptText.scanLabel}
          onText={(text) => void check(text)}
        />
        <FileButton accept="image/*" onFile={(file) => void read(file)}>
          {checkReceiptText.picture}
        </FileButton>
      </div>
      <div class="field">
        <label class="field-label" for={INPUT}>
          {checkReceiptText.typed}
        </label>
        <input
          id={INPUT}
          class="input"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <div role="status" class="stack-tight">
        {problem !== undefined && <p>{problem}</p>}
        {result !== undefined && <Verdict result={result} />}
      </div>
    </Screen>
  );
}

function Verdict({ result }: { result: ReceiptCheck }) {
  const { unverified, why } = checkReceiptText;
  if (result.verdict === 'genuine') return <Genuine result={result} />;
  if (result.verdict === 'noReceipt')
    return (
      <Notice tone="warn" icon="triangle" title={unverified}>
        <p>{result.isNumber ? why.number : why.nothing}</p>
      </Notice>
    );
  const sentence =
    result.why === 'unknownDevice'
      ? why.unknownDevice(result.directoryOf ?? '')
      : result.why === 'ended'
        ? why.ended(result.endedAt ?? '')
        : why[result.why];
  return result.verdict === 'unverified' ? (
    <Notice tone="warn" icon="triangle" title={unverified}>
      <p>{sentence}</p>
    </Notice>
  ) : (
    <Notice tone="bad" icon="cross" title={unverified}>
      <p>{sentence}</p>
    </Notice>
  );
}

function Genuine(props: {
  result: Extract<ReceiptCheck, { verdict: 'genuine' }>;
}) {
  const { number, stationCode, matterName, takenInAt } = props.result;
  const regions = useRead((device) => device.catalogue.regions());
  const { head, lastNine } = groupCaseNumber(number);
  return (
    <Notice tone="ok" icon="check" title={checkReceiptText.genuine}>
      <p>
        {checkReceiptText.takenIn(takenInAt, placeName(regions, stationCode))}
      </p>
      {matterName !== null && (
        <p>
          {checkReceiptText.matter} {matterName}
        </p>
      )}
      <p>
        {checkReceiptText.number} {head} <strong>{lastNine}</strong>
      </p>
      <p class="hint">{checkReceiptText.onlyOnline}</p>
    </Notice>
  );
}

/** Names of villages repeat in the county, so the township stands before. */
function placeName(regions: Regions | undefined, code: string): string {
  const town = regions?.townships.find(({ code9 }) => code.startsWith(code9));
  const village = regions?.villages.find(({ code12 }) => code12 === code);
  return town === undefined ? code : `${town.name}${village?.name ?? ''}`;
}

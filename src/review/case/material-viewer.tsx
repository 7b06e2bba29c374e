import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { caseText, linkText } from '../../text/review.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { useReview } from '../review-context.ts';
import { useKeys } from '../use-keys.ts';
import { toggled } from './checklist.ts';
import { MaterialImage } from './material-image.tsx';
import type { Sheet } from './sheets.ts';
import { useMaterials, type Opened } from './use-materials.ts';
import './material-viewer.css';

type ViewerProps = {
  caseId: string;
  sheets: readonly Sheet[];
  index: number;
  onIndex: (index: number) => void;
  /** Begins a correction about a paper; absent where none may be asked. */
  onProblem?: ((paperId: string) => void) | undefined;
  /** Hashes of what was found good. */
  good: readonly string[];
  onGood: (good: readonly string[]) => void;
};

const ZOOMS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const FIT = ZOOMS.indexOf(1);

/** The middle of the case: one sheet large, all of them below. */
export function MaterialViewer(props: ViewerProps) {
  const { caseId, sheets, index, onIndex, onProblem, good, onGood } = props;
  const { opened, open } = useMaterials(caseId);
  const [zoom, setZoom] = useState<number>(FIT);
  /** Quarter turns by sheet: a paper photographed askew stays turned. */
  const [turns, setTurns] = useState<ReadonlyMap<string, number>>(new Map());
  const { client } = useReview();
  const [askedFirst, setAskedFirst] = useState<ReadonlySet<string>>(new Set());
  const askFirst = async (sha256: string) => {
    const answer = await client.materialFirst(caseId, sha256);
    if (answer.ok) setAskedFirst((before) => new Set(before).add(sha256));
  };
  const sheet = sheets[index];
  const next = sheets[index + 1];

  useEffect(() => {
    if (sheet !== undefined) open(sheet);
    if (next !== undefined) open(next);
  }, [sheet?.sha256, sheet?.arrived, next?.sha256, next?.arrived]);

  const go = (by: number) => {
    const to = index + by;
    if (to < 0 || to >= sheets.length) return;
    setZoom(FIT);
    onIndex(to);
  };
  const step = (by: number) =>
    setZoom((now) => Math.min(ZOOMS.length - 1, Math.max(0, now + by)));
  const rotate = () => {
    if (sheet === undefined) return;
    const { sha256 } = sheet;
    setTurns((now) =>
      new Map(now).set(sha256, ((now.get(sha256) ?? 0) + 1) % 4),
    );
  };
  useKeys({
    '+': () => step(1),
    '=': () => step(1),
    '-': () => step(-1),
    '0': () => setZoom(FIT),
    r: rotate,
    ']': () => go(1),
    ' ': () => go(1),
    '[': () => go(-1),
    c: () => sheet?.arrived === true && onGood(toggled(good, sheet.sha256)),
    'shift+c': () =>
      onGood(sheets.flatMap((each) => (each.arrived ? each.sha256 : []))),
    x: () => {
      const about = sheet?.paperId ?? null;
      if (about !== null) onProblem?.(about);
    },
    ...Object.fromEntries(
      sheets.slice(0, 9).map((_, n) => [String(n + 1), () => go(n - index)]),
    ),
  });

  if (sheet === undefined) return <p class="hint">{caseText.noPhotos}</p>;
  const { paperId } = sheet;
  const percent = caseText.zoomNow((ZOOMS[zoom] ?? 1) * 100);
  return (
    <div class="viewer">
      <div class="viewer-tools">
        <strong class="viewer-label" role="status">
          {index + 1}/{sheets.length} {sheet.label}
        </strong>
        <div class="row">
          <Button label={`− ${caseText.zoomOut}`} onPress={() => step(-1)}>
            −
          </Button>
          <Button
            label={`${percent} 0 ${caseText.fit}`}
            onPress={() => setZoom(FIT)}
          >
            {percent}
          </Button>
          <Button label={`+ ${caseText.zoomIn}`} onPress={() => step(1)}>
            +
          </Button>
          <Button onPress={rotate}>R {caseText.rotate}</Button>
        </div>
      </div>
      <Stage
        sheet={sheet}
        number={index + 1}
        opened={opened.get(sheet.sha256)}
        zoom={ZOOMS[zoom] ?? 1}
        turns={turns.get(sheet.sha256) ?? 0}
        onRetry={() => open(sheet)}
        isAskedFirst={askedFirst.has(sheet.sha256)}
        onAskFirst={() => void askFirst(sheet.sha256)}
      />
      <div class="viewer-tools">
        <div class="row">
          <Button onPress={() => go(-1)}>{caseText.previousPhoto}</Button>
          <Button onPress={() => go(1)}>{caseText.nextPhoto}</Button>
          {sheet.arrived && (
            <Button
              pressed={good.includes(sheet.sha256)}
              label={`C ${caseText.markGood}`}
              onPress={() => onGood(toggled(good, sheet.sha256))}
            >
              C {caseText.markGood}
            </Button>
          )}
        </div>
        {paperId !== null && onProblem !== undefined && (
          <Button onPress={() => onProblem(paperId)}>
            X {caseText.problem}…
          </Button>
        )}
      </div>
      <ol class="viewer-list" aria-label={caseText.thumbnails}>
        {sheets.map((each, n) => (
          <li key={`${each.sha256}-${n}`}>
            <button
              type="button"
              class="viewer-choice"
              aria-current={n === index}
              onClick={() => go(n - index)}
            >
              <Icon name={iconOf(each, good)} />
              <span>
                {n + 1} {each.label}
                {good.includes(each.sha256) && ` ${caseText.good}`}
                {!each.arrived && (
                  <span class="hint"> {caseText.photoOnTheWay(n + 1)}</span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function iconOf({ arrived, sha256 }: Sheet, good: readonly string[]) {
  if (!arrived) return 'up-arrow';
  return good.includes(sha256) ? 'double-check' : 'check';
}

type StageProps = {
  sheet: Sheet;
  number: number;
  opened: Opened | undefined;
  zoom: number;
  turns: number;
  onRetry: () => void;
  isAskedFirst: boolean;
  onAskFirst: () => void;
};

function Stage(props: StageProps) {
  const { sheet, opened } = props;
  if (!sheet.arrived) {
    return (
      <Blank>
        <p>
          <strong>{caseText.photoOnTheWay(props.number)}</strong>
        </p>
        <p>{caseText.photoOnTheWayHint}</p>
        {props.isAskedFirst ? (
          <p role="status">{caseText.askedFirst}</p>
        ) : (
          <Button onPress={props.onAskFirst}>{caseText.askFirst}</Button>
        )}
      </Blank>
    );
  }
  if (opened === undefined || opened === 'opening') {
    return <Blank>{caseText.opening}</Blank>;
  }
  if (opened === 'failed') {
    return (
      <Blank>
        <p>{caseText.openFailed}</p>
        <Button onPress={props.onRetry}>{linkText.retry}</Button>
      </Blank>
    );
  }
  if (sheet.mediaType === 'application/pdf') {
    return (
      <Blank>
        <p>{caseText.pdf}</p>
        {/* The page's policy lets no document be drawn inside it. */}
        <a class="button" href={opened.url} download={`${sheet.label}.pdf`}>
          {caseText.savePdf}
        </a>
      </Blank>
    );
  }
  return (
    <MaterialImage
      key={sheet.sha256}
      url={opened.url}
      sha256={sheet.sha256}
      label={sheet.label}
      zoom={props.zoom}
      turns={props.turns}
    />
  );
}

function Blank({ children }: { children: ComponentChildren }) {
  return <div class="viewer-stage viewer-blank">{children}</div>;
}

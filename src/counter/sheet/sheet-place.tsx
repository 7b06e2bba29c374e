import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { sheetText } from '../../text/sheet.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { SHEET_SIZES, useLook, type LookKind } from './look.ts';
import { clearPageRule, setPageRule } from './page-rule.ts';
import { usePrinting, type Printing } from './use-printing.ts';
import './sheet.css';

type SheetOptions = Pick<
  Parameters<typeof usePrinting>[0],
  'jobTitle' | 'of'
> & { kind: LookKind };

export type Sheet = Printing & {
  look: ReturnType<typeof useLook>;
  element: { current: HTMLElement | null };
};

/** One sheet of paper of this screen: its size and type, and its printing. */
export function useSheet({ kind, jobTitle, of }: SheetOptions): Sheet {
  const look = useLook(kind);
  const [{ size }] = look;
  const element = useRef<HTMLElement>(null);
  const rule = () =>
    setPageRule({
      size,
      number: of === undefined ? '' : jobTitle,
      rollPx: size === 'roll' ? measure(element.current) : 0,
    });
  useEffect(rule, [size, jobTitle]);
  useEffect(() => clearPageRule, []);
  const printing = usePrinting({
    jobTitle,
    ...(of !== undefined && { of }),
    onBegin: rule,
  });
  return { ...printing, look, element };
}

/** How high the sheet will be on a roll, whether or not it stands on the screen. */
function measure(sheet: HTMLElement | null): number {
  if (sheet === null) return 0;
  sheet.classList.add('sheet-measured');
  const { offsetHeight } = sheet;
  sheet.classList.remove('sheet-measured');
  return offsetHeight;
}

type SheetPlaceProps = {
  sheet: Sheet;
  /** The sheet is on the screen only when it is asked for. */
  isFolded?: boolean;
  children: ComponentChildren;
};

/** Size and type, and the sheet just as it will be printed. */
export function SheetPlace(props: SheetPlaceProps) {
  const { sheet, isFolded = false, children } = props;
  const { mark, before, failure, element } = sheet;
  const [{ size, isLarge }, setLook] = sheet.look;
  const [isShown, setShown] = useState(!isFolded);
  const classes = [
    'sheet',
    `sheet-${size}`,
    isLarge && 'sheet-large',
    !isShown && 'print-only',
  ];
  return (
    <>
      <div class="stack-tight screen-only">
        {failure !== undefined && (
          <Notice tone="bad" icon="octagon" announced="assertive">
            <p>{failure}</p>
          </Notice>
        )}
        <div class="row" role="group" aria-label={sheetText.size}>
          {SHEET_SIZES.map((each) => (
            <Button
              key={each}
              pressed={each === size}
              onPress={() => setLook({ size: each, isLarge })}
            >
              {sheetText.sizes[each]}
            </Button>
          ))}
          <Button
            pressed={isLarge}
            onPress={() => setLook({ size, isLarge: !isLarge })}
          >
            {sheetText.largeType}
          </Button>
          {isFolded && (
            <Button pressed={isShown} onPress={() => setShown(!isShown)}>
              <Icon name="printer" />
              {isShown ? sheetText.hidePreview : sheetText.preview}
            </Button>
          )}
        </div>
        {before !== undefined && (
          <p class="hint">{sheetText.printedBefore(before.n, before.at)}</p>
        )}
      </div>
      <section
        ref={element}
        class={classes.filter(Boolean).join(' ')}
        lang="zh-CN"
      >
        {mark !== undefined && (
          <p class="sheet-again">{sheetText.again(mark.n, mark.at)}</p>
        )}
        {children}
      </section>
    </>
  );
}

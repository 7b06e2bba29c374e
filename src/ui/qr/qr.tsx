import { useMemo } from 'preact/hooks';
import { encodeQR } from 'qr';
import { common } from '../../text/common.ts';
import './qr.css';

type QrProps = {
  /** What a camera reads. Personal data does not belong here. */
  content: string;
  /** Name for screen readers. */
  label?: string;
};

/** Free modules around the symbol, as ISO/IEC 18004 asks. */
const QUIET_ZONE = 4;

/** A QR code of level M as one path: sharp at any size, printable, no markup from strings. */
export function Qr({ content, label = common.qrCode }: QrProps) {
  const { path, side } = useMemo(() => drawQr(content), [content]);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path class="qr-ground" d={`M0 0h${side}v${side}H0z`} />
      <path d={path} />
    </svg>
  );
}

/** The dark modules as runs of a row; `side` counts modules with the quiet zone. */
export function drawQr(content: string): { path: string; side: number } {
  const rows = encodeQR(content, 'raw', {
    ecc: 'medium',
    border: QUIET_ZONE,
  });
  const side = rows.length;
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < side; x++) {
      if (row[x] !== true) continue;
      let run = 1;
      while (row[x + run] === true) run++;
      path += `M${x} ${y}h${run}v1h-${run}z`;
      x += run;
    }
  });
  return { path, side };
}

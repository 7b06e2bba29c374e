// Which materials of the line go together: small ones that follow one another.
import { BUNDLE_LIMITS } from '../../protocol/material-bundle.ts';
import type { MaterialRow } from '../database/tables.ts';
import type { DeliveryContext } from './round-context.ts';
import type { Session } from './session.ts';

/**
 * Four signatures. More would save heads, and cost whole what a cut finds under way:
 * a browser sends a body again by itself, and nobody here hears of it.
 */
const MOST_BYTES = 17 * 1024;

export class Gathering {
  readonly #context: Pick<DeliveryContext, 'memory'>;
  readonly #session: Session;
  #rows: MaterialRow[] = [];
  #bytes = 0;
  /**
   * Two that are begun together and as large end together too, and the line is idle
   * over their answers, again and again: so the first has half.
   */
  #isFirst = true;

  constructor(context: Pick<DeliveryContext, 'memory'>, session: Session) {
    this.#context = context;
    this.#session = session;
  }

  /** Gathered and not taken yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What goes now, group by group, in the line's order. */
  add(row: MaterialRow): MaterialRow[][] {
    if (!this.#isSmall(row)) return [this.take(), [row]];
    const full = this.#hasRoom(row) ? [] : [this.take()];
    this.#rows.push(row);
    this.#bytes += row.bytes;
    return full;
  }

  /** The rest. */
  take(): MaterialRow[] {
    const rows = this.#rows;
    this.#rows = [];
    this.#bytes = 0;
    if (rows.length > 0) this.#isFirst = false;
    return rows;
  }

  #hasRoom(row: MaterialRow): boolean {
    const most = this.#isFirst ? MOST_BYTES / 2 : MOST_BYTES;
    return (
      this.#rows.length < BUNDLE_LIMITS.materials &&
      this.#bytes + row.bytes <= most
    );
  }

  /** What the county failed on before, or is there in part, goes by itself. */
  #isSmall({ sha256, bytes }: MaterialRow): boolean {
    const { areBundlesOff, loneMaterials, offsets } = this.#context.memory;
    return (
      this.#session.takesBundles &&
      !areBundlesOff &&
      bytes <= BUNDLE_LIMITS.materialBytes &&
      !loneMaterials.has(sha256) &&
      !offsets.has(sha256)
    );
  }
}

// How long the county keeps what it could show again, and lets a device keep.
import type { PlatformConfig } from '../context.ts';

/** In whole days; all are the operator's to set (config.ts). */
export type Retention = {
  /** Feed items older than this are let go; what is missed comes as snapshots. */
  feedDays: number;
  /** A device keeps the text of a case so long after its conclusion. */
  readableDays: number;
  /** So many residents may be known on one device. */
  residents: number;
};

export const DEFAULT_RETENTION: Retention = {
  feedDays: 180,
  readableDays: 30,
  residents: 300,
};

/** A device keeps a line of the case so many days more. */
export const STUB_DAYS = 180;

/** As the operator set it, else the default. */
export function retentionOf({
  retention,
}: Pick<PlatformConfig, 'retention'>): Retention {
  return retention ?? DEFAULT_RETENTION;
}

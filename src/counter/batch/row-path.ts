import type { BatchLine } from '../../device/device-api.ts';
import { paths } from '../frame/navigation.ts';
import type { Batch } from './use-batch.ts';

type Of = Pick<Batch, 'batchId' | 'matter'>;

/** The first row that wants a photograph taken here. */
export function nextToShoot(
  lines: readonly BatchLine[],
  matter: Batch['matter'],
): BatchLine | undefined {
  return lines.find((line) => wantsShot(line, matter));
}

/** Of a row that wants one, with the camera open. */
export function rowPath({ batchId, matter }: Of, line: BatchLine): string {
  const path = paths.batchRow(batchId, line.draftId);
  return wantsShot(line, matter) ? `${path}?shoot=1` : path;
}

const wantsShot = (
  { missing }: BatchLine,
  { materials }: Batch['matter'],
): boolean =>
  materials.some(
    ({ id, source }) => source === 'captured' && missing.includes(id),
  );

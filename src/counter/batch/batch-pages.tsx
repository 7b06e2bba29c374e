import { BatchPage } from './batch-page.tsx';
import { RowPage } from './row-page.tsx';
import { TakenPage } from './taken-page.tsx';
import './batch.css';

type BatchPagesProps = { batchId: string; step?: string };

/** A sheet, one of its rows, or what was taken in of it. */
export function BatchPages({ batchId, step }: BatchPagesProps) {
  if (step === undefined) return <BatchPage batchId={batchId} />;
  if (step === 'taken') return <TakenPage batchId={batchId} />;
  return <RowPage key={step} batchId={batchId} draftId={step} />;
}

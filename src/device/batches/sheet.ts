export { addRows, matchRows } from './add-rows.ts';
export { isTwin, readBatch, saveRows } from './batch-rows.ts';
export { takenRows } from './taken-rows.ts';

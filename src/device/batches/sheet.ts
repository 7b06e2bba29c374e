export { addRows, matchRows } from './add-rows.ts';
export { readBatch, saveRows } from './batch-rows.ts';
export { takenRows } from './taken-rows.ts';

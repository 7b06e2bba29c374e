import { buildLaboratory } from './build.mjs';
const path = await buildLaboratory();
await import(path);

// Dexie notes at every read and write what a live query would want to know. The
// device asks none (database/changes.ts tells who wants to know), so a run need not
// pay for it. What a transaction does is the same without.
import { Dexie } from 'dexie';

Dexie.addons.push((db) => {
  for (const name of ['Observability', 'Cache'])
    db.unuse({ stack: 'dbcore', name });
});

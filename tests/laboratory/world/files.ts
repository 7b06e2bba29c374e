// The county's folder of complete materials: what is put is durable.
import { createHash } from 'crypto';
import type { MaterialStore } from '../../../src/platform/materials/material-store.ts';
import type { Turn } from '../memory/memory-sql.ts';

export class Files {
  readonly stored: Map<string, Uint8Array<ArrayBuffer>>;

  constructor(
    stored: ReadonlyMap<string, Uint8Array<ArrayBuffer>> = new Map(),
  ) {
    this.stored = new Map(stored);
  }

  forProcess(turn: Turn): MaterialStore {
    return {
      put: async (sha256, bytes) => {
        const parts: Uint8Array[] = [];
        for await (const part of bytes) parts.push(part);
        const whole = new Uint8Array(Buffer.concat(parts));
        if (createHash('sha256').update(whole).digest('hex') !== sha256)
          return false;
        await turn('file');
        this.stored.set(sha256, whole);
        return true;
      },
      read: async (sha256) => {
        await turn('file');
        const bytes = this.stored.get(sha256);
        if (bytes === undefined) throw new Error('no such file');
        return bytes;
      },
      has: async (sha256) => {
        await turn('file');
        return this.stored.has(sha256);
      },
      remove: async (sha256) => {
        await turn('file');
        this.stored.delete(sha256);
      },
    };
  }
}

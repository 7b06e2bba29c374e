// What is frozen stays frozen: a device in the field may be years old. When one
// of these fails, the wire was changed: give it a new version instead.
import { createHash } from 'node:crypto';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { describe, expect, test } from 'vitest';
import { operationSchema } from '../../src/domain/cases/operation.ts';
import {
  operationAnswerSchema,
  operationBatchSchema,
} from '../../src/protocol/operations.ts';
import { readCursor, writeCursor } from '../../src/protocol/feed.ts';
import { signedHeaderSchema } from '../../src/protocol/sealed-operation.ts';

/**
 * Came after release 0.1.0, by the way in which a paper was handed in or by the kind
 * of operation. It may be absent, and who does not know it reads the operation without it: so what is left
 * when it is taken away must be what was frozen.
 */
const ADDED: Record<string, string[]> = {
  photo: ['seenAt', 'seenBy', 'takenFrom'],
  seen: ['seenBy'],
  generated: ['because'],
  submit: ['bundle', 'walkIn'],
  answerCorrection: ['consents'],
  /** What the county answers to a batch. */
  answer: ['life'],
};

type Json = {
  properties?: Record<string, { const?: string }>;
  required?: string[];
};

function withoutAdded(_key: string, value: unknown): unknown {
  const { properties, required = [] } = (value ?? {}) as Json;
  const named = properties?.['how'] ?? properties?.['kind'];
  const isAnswer = properties !== undefined && 'safeThrough' in properties;
  const name = named?.const ?? (isAnswer ? 'answer' : '');
  const added = ADDED[name];
  if (properties === undefined || added === undefined) return value;
  const kept = Object.entries(properties).filter(
    ([key]) => !added.includes(key) || required.includes(key),
  );
  return { ...(value as Json), properties: Object.fromEntries(kept) };
}

function fingerprint(schema: GenericSchema): string {
  const json = JSON.stringify(
    toJsonSchema(schema, { errorMode: 'ignore' }),
    withoutAdded,
  );
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

describe('version 1 of the wire', () => {
  test('keeps its operations, batch, answer and signed header', () => {
    expect({
      operation: fingerprint(operationSchema),
      batch: fingerprint(operationBatchSchema),
      answer: fingerprint(operationAnswerSchema),
      header: fingerprint(signedHeaderSchema),
    }).toMatchInlineSnapshot(`
      {
        "answer": "ee4796df42af022c",
        "batch": "199983ed38942f79",
        "header": "c1241bd40b21c0ce",
        "operation": "472279567bf821df",
      }
    `);
  });

  test('writes a cursor that it reads again', () => {
    const cursors = [
      { audience: 'station:422825102205', pos: 17 },
      { audience: 'township:422825102', pos: 0 },
    ];
    expect(readCursor(writeCursor(cursors))).toEqual(cursors);
    expect(readCursor('station:42:17')).toBeUndefined();
    expect(readCursor('')).toBeUndefined();
  });
});

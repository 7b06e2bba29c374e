import * as v from 'valibot';
import {
  witnessRequestSchema,
  type WitnessAnswer,
} from '../../../src/protocol/witnesses.ts';
import type { FakeCounty } from '../fake-county.ts';
import { AUDIENCE } from './places.ts';
import { json } from './replies.ts';

/** A page of two at most, so that a feed soon has several. */
export function feedPage(county: FakeCounty, url: URL): Response {
  const cursor = url.searchParams.get('cursor') ?? '';
  county.cursorsAsked.push(cursor);
  const after = Number(cursor.split(':').at(-1));
  const items = county.feed.filter(({ pos }) => pos > after).slice(0, 2);
  const pos = items.at(-1)?.pos ?? after;
  return json(200, {
    items,
    next: [{ audience: AUDIENCE, pos }],
    ...(items.length > 0 && { after: [after] }),
    more: pos < county.feed.length,
    epoch: county.epoch,
    serverTime: new Date(county.nowMs).toISOString(),
  });
}

/** Events that a restored county lacks. */
export function takeWitnesses(county: FakeCounty, body: unknown): Response {
  const { items } = v.parse(witnessRequestSchema, body);
  county.witnesses.push(...items);
  return json(200, {
    results: items.map(({ audience, pos }) => ({
      audience,
      pos,
      result: 'kept',
    })),
    serverTime: new Date(county.nowMs).toISOString(),
  } satisfies WitnessAnswer);
}

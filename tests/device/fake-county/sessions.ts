import { compactVerify, importJWK } from 'jose';
import * as v from 'valibot';
import { EARLY } from '../../../src/protocol/early-batch.ts';
import { LEAN } from '../../../src/protocol/lean-form.ts';
import { BUNDLES } from '../../../src/protocol/material-bundle.ts';
import {
  sessionRequestSchema,
  type SessionAnswer,
  type SessionRequest,
} from '../../../src/protocol/session.ts';
import type { FakeCounty } from '../fake-county.ts';
import { AUDIENCE } from './places.ts';
import { json, problem } from './replies.ts';

export async function openSession(
  county: FakeCounty,
  body: unknown,
): Promise<Response> {
  const request = v.parse(sessionRequestSchema, body);
  const { assertion, authorAssertion, have } = request;
  county.sessions.push(have);
  const device = county.enrolments[0];
  if (device === undefined) return problem(401, 'unauthorized');
  const key = await importJWK({ ...device.deliveryKey }, 'ES256');
  const { payload } = await compactVerify(assertion, key);
  const claims = JSON.parse(new TextDecoder().decode(payload)) as {
    nonce: string;
  };
  if (claims.nonce !== nonceOf(county))
    return problem(401, 'nonceNeeded', { nonce: nonceOf(county) });
  county.nonce += 1;
  county.brought.push(have);
  const answer: SessionAnswer = {
    token: 'token',
    tokenExpiresAt: '2099-01-01T00:00:00.000Z',
    scope: authorAssertion === null ? ['deliver'] : ['deliver', 'read'],
    nonce: nonceOf(county),
    serverTime: new Date(county.nowMs).toISOString(),
    epoch: county.epoch,
    life: county.life,
    have: placesOf(county, have.seq),
    safeThrough: county.safeThrough,
    lease: null,
    protocol: { min: 1, max: 1 },
    limits: { batchBytes: 262_144, batchOperations: 200 },
    sealKid: county.intake.kid,
    ...(county.opensLean
      ? {
          opens: {
            lean: LEAN,
            ...(county.opensBundles ? { bundles: BUNDLES } : {}),
            ...(county.takesEarly ? { early: EARLY } : {}),
          },
        }
      : {}),
    catalogueVersion: county.catalogueVersion,
    audiences: [AUDIENCE],
    control: [],
    ...(county.prove ? { proven: proven(county, have) } : {}),
    ...county.session,
  };
  return json(200, answer);
}

function proven(
  county: FakeCounty,
  { cursors }: SessionRequest['have'],
): SessionAnswer['proven'] {
  const there = cursors
    .filter(({ pos, mac }) => county.feed[pos - 1]?.mac === mac)
    .sort((a, b) => b.pos - a.pos);
  return there.slice(0, 1).map(({ audience, pos }) => ({ audience, pos }));
}

/** As the platform has it: gaps below the highest place seen or said. */
function placesOf(county: FakeCounty, said: number): SessionAnswer['have'] {
  const known = new Set([
    ...[...county.operations.values()].map(({ envelope }) => envelope.seq),
    ...county.copies.map(({ seq }) => seq),
    ...county.refusedSeqs,
  ]);
  let seq = 0;
  while (known.has(seq + 1)) seq += 1;
  const missing: [number, number][] = [];
  for (let at = seq + 1; at <= Math.max(said, ...known); at += 1) {
    const last = missing[missing.length - 1];
    if (known.has(at)) continue;
    if (last?.[1] === at - 1) last[1] = at;
    else missing.push([at, at]);
  }
  return { seq, missing };
}

function nonceOf(county: FakeCounty): string {
  return `nonce-${county.nonce}`;
}

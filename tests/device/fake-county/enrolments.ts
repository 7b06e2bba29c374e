import * as v from 'valibot';
import {
  enrolmentRequestSchema,
  vaultEscrowSchema,
} from '../../../src/protocol/enrolment.ts';
import type { FakeCounty } from '../fake-county.ts';
import { STATION } from './places.ts';
import { json, problem } from './replies.ts';

/** The first device that comes is bound, and no other. */
export function enrol(county: FakeCounty, body: unknown): Response {
  const request = v.parse(enrolmentRequestSchema, body);
  const first = county.enrolments[0];
  if (first !== undefined && first.deviceId !== request.deviceId)
    return problem(409, 'ticketUsed');
  county.enrolments.push(request);
  return json(201, {
    device: { id: request.deviceId, number: 2, stationCode: STATION },
    serverTime: new Date(county.nowMs).toISOString(),
  });
}

export function keepEscrow(county: FakeCounty, body: unknown): Response {
  const escrow = v.parse(vaultEscrowSchema, body);
  county.escrows.push(escrow);
  return json(200, {
    vaultId: escrow.vaultId,
    serverTime: new Date(county.nowMs).toISOString(),
  });
}

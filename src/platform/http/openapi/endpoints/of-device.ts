// A device's paths: enrolment, session, delivery, feed.
import * as v from 'valibot';
import { sha256Schema } from '../../../../domain/cases/papers.ts';
import {
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
  ticketAnswerSchema,
  vaultEscrowAnswerSchema,
  vaultEscrowSchema,
} from '../../../../protocol/enrolment.ts';
import { feedPageSchema } from '../../../../protocol/feed.ts';
import {
  BUNDLE_PATH,
  bundleAnswerSchema,
} from '../../../../protocol/material-bundle.ts';
import {
  operationAnswerSchema,
  operationBatchSchema,
} from '../../../../protocol/operations.ts';
import {
  sessionAnswerSchema,
  sessionRequestSchema,
} from '../../../../protocol/session.ts';
import {
  unreadableAnswerSchema,
  unreadableOperationSchema,
} from '../../../../protocol/unreadable.ts';
import {
  witnessAnswerSchema,
  witnessRequestSchema,
} from '../../../../protocol/witnesses.ts';
import {
  offset,
  sealed,
  deviceProblems,
  bodyProblems,
  type Endpoint,
} from '../endpoint.ts';

export const ofDevice: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/tickets/{code}',
    summary: 'The enrolment ticket that 8 digits stand for.',
    needs: 'nothing',
    params: { code: v.pipe(v.string(), v.regex(/^\d{8}$/)) },
    answers: { 200: ticketAnswerSchema },
    problems: ['notFound', 'tooManyRequests'],
  },
  {
    method: 'post',
    path: '/api/v1/enrolments',
    summary: 'Binds a ticket to the first device that shows it.',
    needs: 'nothing',
    body: enrolmentRequestSchema,
    answers: { 201: enrolmentAnswerSchema },
    problems: [...bodyProblems, 'ticketInvalid', 'ticketExpired', 'ticketUsed'],
  },
  {
    method: 'post',
    path: '/api/v1/session',
    summary: 'Opens a session of a device.',
    needs: 'nothing',
    body: sessionRequestSchema,
    answers: { 200: sessionAnswerSchema },
    problems: [...bodyProblems, 'unauthorized', 'nonceNeeded'],
  },
  {
    method: 'post',
    path: '/api/v1/vault-escrows',
    summary: "Keeps a vault key sealed to the county's recovery key.",
    needs: 'read',
    body: vaultEscrowSchema,
    answers: { 200: vaultEscrowAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems, 'forbidden'],
  },
  {
    method: 'post',
    path: '/api/v1/operations',
    summary: 'Delivers sealed operations; a repeat has no further effect.',
    needs: 'deliver',
    body: operationBatchSchema,
    answers: { 200: operationAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems],
  },
  {
    method: 'post',
    path: '/api/v1/operations/unreadable',
    summary:
      'Tells of an operation that lies in the tray and was never stored here.',
    needs: 'deliver',
    body: unreadableOperationSchema,
    answers: { 200: unreadableAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems],
  },
  {
    method: 'get',
    path: '/api/v1/feed',
    summary: "What a device's audiences have after its cursor.",
    needs: 'read',
    query: v.object({ cursor: v.string(), maxBytes: v.optional(offset) }),
    answers: { 200: feedPageSchema },
    problems: [
      ...deviceProblems,
      'badRequest',
      'forbidden',
      'deviceRevoked',
      'cursorExpired',
    ],
  },
  {
    method: 'post',
    path: '/api/v1/witnesses',
    summary: 'Hands in events that a restored county has lost.',
    needs: 'read',
    body: witnessRequestSchema,
    answers: { 200: witnessAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems, 'forbidden'],
  },
  {
    method: 'post',
    path: BUNDLE_PATH,
    summary:
      'Takes small materials together: each its SHA-256 (32 bytes), its length ' +
      '(4 bytes, big-endian; 0 asks for it) and its bytes; what comes whole ' +
      'before a cut is kept.',
    needs: 'deliver',
    body: sealed,
    answers: { 200: bundleAnswerSchema },
    problems: [...deviceProblems, 'badRequest', 'payloadTooLarge'],
  },
  {
    method: 'post',
    path: '/api/v1/materials/{sha256}',
    summary: 'Uploads a whole material; what arrives before a cut is kept.',
    needs: 'deliver',
    params: { sha256: sha256Schema },
    headers: {
      'Upload-Complete': v.optional(v.literal('?1')),
      'Upload-Length': v.optional(offset),
      'Repr-Digest': v.optional(v.string()),
    },
    body: sealed,
    answers: { 201: null, 204: null },
    problems: [
      ...deviceProblems,
      'badRequest',
      'payloadTooLarge',
      'digestMismatch',
      'tooManyRequests',
    ],
  },
  {
    method: 'head',
    path: '/api/v1/materials/{sha256}/upload',
    summary: 'Where an upload goes on (Upload-Offset).',
    needs: 'deliver',
    params: { sha256: sha256Schema },
    answers: { 204: null },
    problems: [...deviceProblems, 'notFound'],
  },
  {
    method: 'patch',
    path: '/api/v1/materials/{sha256}/upload',
    summary: 'Carries the rest of an upload.',
    needs: 'deliver',
    params: { sha256: sha256Schema },
    headers: {
      'Upload-Complete': v.optional(v.literal('?1')),
      'Upload-Offset': offset,
    },
    body: ['application/partial-upload'],
    answers: { 201: null, 204: null },
    problems: [
      ...deviceProblems,
      'badRequest',
      'notFound',
      'mismatchingUploadOffset',
      'unsupportedMediaType',
      'payloadTooLarge',
      'digestMismatch',
    ],
  },
];

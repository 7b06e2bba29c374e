// The interface as a table: each path with the schemas that its handler
// validates with. A test compares it with the routes that are mounted.
import * as v from 'valibot';
import { sha256Schema } from '../../../domain/cases/papers.ts';
import { matterSchema } from '../../../domain/catalogue/matter-schema.ts';
import { demoSchema } from '../../../protocol/demo.ts';
import {
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
  ticketAnswerSchema,
  vaultEscrowAnswerSchema,
  vaultEscrowSchema,
} from '../../../protocol/enrolment.ts';
import type { ProblemCode } from '../../../protocol/error-code.ts';
import { feedPageSchema } from '../../../protocol/feed.ts';
import {
  operationAnswerSchema,
  operationBatchSchema,
} from '../../../protocol/operations.ts';
import {
  receiptStatusAnswerSchema,
  receiptStatusRequestSchema,
} from '../../../protocol/receipts.ts';
import {
  caseDetailSchema,
  decisionAnswerSchema,
  decisionSchema,
  heldListSchema,
  materialFirstAnswerSchema,
  materialFirstSchema,
  refusedListSchema,
  unsettledQuerySchema,
  signInSchema,
  staffSchema,
  worklistQuerySchema,
  worklistSchema,
  worklistSearchSchema,
} from '../../../protocol/review.ts';
import {
  witnessAnswerSchema,
  witnessRequestSchema,
} from '../../../protocol/witnesses.ts';
import {
  sessionAnswerSchema,
  sessionRequestSchema,
} from '../../../protocol/session.ts';
import {
  IMPORT_HEADER,
  importListSchema,
  importSummarySchema,
} from '../../../protocol/stick-file.ts';

/** What a body is when it is not JSON. */
export type RawType =
  | 'application/jose'
  | 'application/octet-stream'
  | 'application/partial-upload'
  | 'image/jpeg'
  | 'image/png'
  | 'application/pdf'
  | 'text/event-stream';

export type Endpoint = {
  method: 'get' | 'post' | 'patch' | 'delete' | 'head';
  /** With `{name}` for parameters. */
  path: string;
  summary: string;
  /** Who asks: anybody, a device with its token, staff with their cookie. */
  by: 'anybody' | 'device' | 'staff';
  params?: Record<string, v.GenericSchema>;
  query?: v.ObjectSchema<v.ObjectEntries, undefined>;
  headers?: Record<string, v.GenericSchema>;
  body?: v.GenericSchema | RawType[];
  /** Status and body of success; null = none. */
  answers: Record<number, v.GenericSchema | RawType[] | null>;
  problems: readonly ProblemCode[];
};
import {
  unreadableAnswerSchema,
  unreadableOperationSchema,
} from '../../../protocol/unreadable.ts';

const uuid = v.pipe(v.string(), v.uuid());
const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
const health = v.object({ status: v.string() });

const deviceProblems = ['unauthorized', 'epochChanged'] as const;
const bodyProblems = [
  'badRequest',
  'payloadTooLarge',
  'unsupportedMediaType',
] as const;
const staffProblems = ['unauthorized', 'forbidden'] as const;

const sealed: RawType[] = ['application/octet-stream'];
const jose: RawType[] = ['application/jose'];

const ofCounty: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/keys',
    summary: "The county's key set, signed by its root key (compact JWS).",
    by: 'anybody',
    answers: { 200: jose },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/v1/catalogue/current',
    summary: 'Leads to the current version of the catalogue.',
    by: 'anybody',
    answers: { 302: null },
    problems: ['notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/catalogue/{version}',
    summary: 'Catalogue and calendar, signed by the root key; immutable.',
    by: 'anybody',
    params: { version: v.string() },
    answers: { 200: jose },
    problems: ['notFound'],
  },
  {
    method: 'post',
    path: '/api/v1/receipts/status',
    summary: 'Whether a receipt is genuine, and how its case stands.',
    by: 'anybody',
    body: receiptStatusRequestSchema,
    answers: { 200: receiptStatusAnswerSchema },
    problems: [...bodyProblems, 'notFound', 'tooManyRequests'],
  },
];

const ofDevice: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/tickets/{code}',
    summary: 'The enrolment ticket that 8 digits stand for.',
    by: 'anybody',
    params: { code: v.pipe(v.string(), v.regex(/^\d{8}$/)) },
    answers: { 200: ticketAnswerSchema },
    problems: ['notFound', 'tooManyRequests'],
  },
  {
    method: 'post',
    path: '/api/v1/enrolments',
    summary: 'Binds a ticket to the first device that shows it.',
    by: 'anybody',
    body: enrolmentRequestSchema,
    answers: { 201: enrolmentAnswerSchema },
    problems: [...bodyProblems, 'ticketInvalid', 'ticketExpired', 'ticketUsed'],
  },
  {
    method: 'post',
    path: '/api/v1/session',
    summary: 'Opens a session of a device.',
    by: 'anybody',
    body: sessionRequestSchema,
    answers: { 200: sessionAnswerSchema },
    problems: [...bodyProblems, 'unauthorized', 'nonceNeeded'],
  },
  {
    method: 'post',
    path: '/api/v1/vault-escrows',
    summary: "Keeps a vault key sealed to the county's recovery key.",
    by: 'device',
    body: vaultEscrowSchema,
    answers: { 200: vaultEscrowAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems, 'forbidden'],
  },
  {
    method: 'post',
    path: '/api/v1/operations',
    summary: 'Delivers sealed operations; a repeat has no further effect.',
    by: 'device',
    body: operationBatchSchema,
    answers: { 200: operationAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems],
  },
  {
    method: 'post',
    path: '/api/v1/operations/unreadable',
    summary:
      'Tells of an operation that lies in the tray and was never stored here.',
    by: 'device',
    body: unreadableOperationSchema,
    answers: { 200: unreadableAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems],
  },
  {
    method: 'get',
    path: '/api/v1/feed',
    summary: "What a device's audiences have after its cursor.",
    by: 'device',
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
    by: 'device',
    body: witnessRequestSchema,
    answers: { 200: witnessAnswerSchema },
    problems: [...deviceProblems, ...bodyProblems, 'forbidden'],
  },
  {
    method: 'post',
    path: '/api/v1/materials/{sha256}',
    summary: 'Uploads a whole material; what arrives before a cut is kept.',
    by: 'device',
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
    by: 'device',
    params: { sha256: sha256Schema },
    answers: { 204: null },
    problems: [...deviceProblems, 'notFound'],
  },
  {
    method: 'patch',
    path: '/api/v1/materials/{sha256}/upload',
    summary: 'Carries the rest of an upload.',
    by: 'device',
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

const ofStaff: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/review/session',
    summary: 'Signs in; the session is a cookie.',
    by: 'anybody',
    body: signInSchema,
    answers: { 200: staffSchema },
    problems: [...bodyProblems, 'signInFailed', 'forbidden', 'tooManyRequests'],
  },
  {
    method: 'get',
    path: '/api/v1/review/session',
    summary: 'Who is signed in.',
    by: 'staff',
    answers: { 200: staffSchema },
    problems: staffProblems,
  },
  {
    method: 'delete',
    path: '/api/v1/review/session',
    summary: 'Signs out.',
    by: 'staff',
    answers: { 204: null },
    problems: ['forbidden'],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases',
    summary: "The township's list, most urgent first.",
    by: 'staff',
    query: worklistQuerySchema,
    answers: { 200: worklistSchema },
    problems: [...staffProblems, 'badRequest'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/search',
    summary: 'The list by number, name or village.',
    by: 'staff',
    body: worklistSearchSchema,
    answers: { 200: worklistSchema },
    problems: [...staffProblems, ...bodyProblems],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}',
    summary: 'A case with answers, papers, signatures and history.',
    by: 'staff',
    params: { caseId: uuid },
    answers: { 200: caseDetailSchema },
    problems: [...staffProblems, 'notFound'],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/decisions',
    summary: 'Decides a case, if nobody was first.',
    by: 'staff',
    params: { caseId: uuid },
    body: decisionSchema,
    answers: { 200: decisionAnswerSchema },
    problems: [
      ...staffProblems,
      ...bodyProblems,
      'notFound',
      'changed',
      'notAllowed',
      'materialsMissing',
    ],
  },
  {
    method: 'post',
    path: '/api/v1/review/cases/{caseId}/material-first',
    summary: 'Asks the village for one photograph before all others.',
    by: 'staff',
    params: { caseId: uuid },
    body: materialFirstSchema,
    answers: { 200: materialFirstAnswerSchema },
    problems: [...staffProblems, ...bodyProblems, 'notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/cases/{caseId}/materials/{sha256}',
    summary: 'The opened bytes of a photograph, a file or a signature.',
    by: 'staff',
    params: { caseId: uuid, sha256: sha256Schema },
    answers: { 200: ['image/jpeg', 'image/png', 'application/pdf'] },
    problems: [...staffProblems, 'notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/review/held',
    summary: 'Operations kept without effect until a person settles them.',
    by: 'staff',
    query: unsettledQuerySchema,
    answers: { 200: heldListSchema },
    problems: staffProblems,
  },
  {
    method: 'get',
    path: '/api/v1/review/refused',
    summary: 'Operations refused for good.',
    by: 'staff',
    query: unsettledQuerySchema,
    answers: { 200: refusedListSchema },
    problems: staffProblems,
  },
  {
    method: 'get',
    path: '/api/v1/review/matters/{code}',
    summary: 'A matter of a published catalogue, without version: the current.',
    by: 'staff',
    params: { code: v.string() },
    query: v.object({ version: v.optional(v.string()) }),
    answers: { 200: matterSchema },
    problems: ['unauthorized', 'notFound'],
  },
];

const ofSticks: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/imports',
    summary: "Takes a village's stick file in; a repeat has no further effect.",
    by: 'staff',
    headers: { [IMPORT_HEADER]: v.literal('1') },
    body: sealed,
    answers: { 200: importSummarySchema },
    problems: [...staffProblems, 'unsupportedMediaType', 'importUnreadable'],
  },
  {
    method: 'get',
    path: '/api/v1/imports',
    summary: 'The last stick files that were taken in.',
    by: 'staff',
    answers: { 200: importListSchema },
    problems: staffProblems,
  },
  {
    method: 'get',
    path: '/api/v1/imports/{importId}/replies/{deviceId}',
    summary: "The county's answer to one device of a file, as a file.",
    by: 'staff',
    params: { importId: uuid, deviceId: uuid },
    answers: { 200: sealed },
    problems: [...staffProblems, 'notFound'],
  },
];

const ofOperator: Endpoint[] = [
  {
    method: 'get',
    path: '/healthz',
    summary: 'The process lives.',
    by: 'anybody',
    answers: { 200: health },
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'The platform can serve.',
    by: 'anybody',
    answers: { 200: health },
    problems: ['unavailable'],
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description.',
    by: 'anybody',
    answers: { 200: v.record(v.string(), v.unknown()) },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/v1/demo',
    summary:
      'Accounts and tickets of a demo; for programs on its machine only.',
    by: 'anybody',
    answers: { 200: demoSchema },
    problems: ['notFound'],
  },
];

export const endpoints: readonly Endpoint[] = [
  ...ofCounty,
  ...ofDevice,
  ...ofStaff,
  ...ofSticks,
  ...ofOperator,
];

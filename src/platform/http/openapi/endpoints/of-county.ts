// What anybody may ask the county.
import * as v from 'valibot';
import {
  receiptStatusAnswerSchema,
  receiptStatusRequestSchema,
} from '../../../../protocol/receipts.ts';
import {
  DETACHED_JOSE,
  VILLAGE_EDITION,
  VILLAGE_EDITION_GB,
} from '../../../../protocol/published-catalogue.ts';
import { jose, bodyProblems, type Endpoint } from '../endpoint.ts';

export const ofCounty: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/keys',
    summary: "The county's key set, signed by its root key (compact JWS).",
    needs: 'nothing',
    answers: { 200: jose },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/v1/catalogue/current',
    summary: 'Leads to the current version of the catalogue.',
    needs: 'nothing',
    answers: { 302: null },
    problems: ['notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/catalogue/{version}',
    summary:
      'Catalogue and calendar, signed by the root key; immutable. Detached for whoever accepts that: header..signature, a line feed, the payload; the village edition, what a device reads of it, for whoever accepts that, and in GB 18030 for whoever accepts that of it.',
    needs: 'nothing',
    params: { version: v.string() },
    answers: {
      200: [...jose, DETACHED_JOSE, VILLAGE_EDITION, VILLAGE_EDITION_GB],
    },
    problems: ['notFound'],
  },
  {
    method: 'get',
    path: '/api/v1/directory',
    summary:
      "The county's devices and the keys of their receipts, signed by the root key.",
    needs: 'nothing',
    answers: { 200: jose, 304: null },
    problems: [],
  },
  {
    method: 'post',
    path: '/api/v1/receipts/status',
    summary: 'Whether a receipt is genuine, and how its case stands.',
    needs: 'nothing',
    body: receiptStatusRequestSchema,
    answers: { 200: receiptStatusAnswerSchema },
    problems: [...bodyProblems, 'notFound', 'tooManyRequests'],
  },
];

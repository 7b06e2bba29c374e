// A village's files, taken in at the township.
import * as v from 'valibot';
import {
  IMPORT_HEADER,
  importListSchema,
  importSummarySchema,
} from '../../../../protocol/stick-file.ts';
import { uuid, sealed, staffProblems, type Endpoint } from '../endpoint.ts';

export const ofSticks: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/imports',
    summary: "Takes a village's stick file in; a repeat has no further effect.",
    needs: { action: 'importStick' },
    headers: { [IMPORT_HEADER]: v.literal('1') },
    body: sealed,
    answers: { 200: importSummarySchema },
    problems: [...staffProblems, 'unsupportedMediaType', 'importUnreadable'],
  },
  {
    method: 'get',
    path: '/api/v1/imports',
    summary: 'The last stick files that were taken in.',
    needs: { action: 'importStick' },
    answers: { 200: importListSchema },
    problems: staffProblems,
  },
  {
    method: 'get',
    path: '/api/v1/imports/{importId}/replies/{deviceId}',
    summary: "The county's answer to one device of a file, as a file.",
    needs: { action: 'importStick' },
    params: { importId: uuid, deviceId: uuid },
    answers: { 200: sealed },
    problems: [...staffProblems, 'notFound'],
  },
];

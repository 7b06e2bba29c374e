// The operator's paths, and the demo's.
import * as v from 'valibot';
import { demoSchema } from '../../../../protocol/demo.ts';
import type { Endpoint } from '../endpoint.ts';

const health = v.object({ status: v.string() });

export const ofOperator: Endpoint[] = [
  {
    method: 'get',
    path: '/healthz',
    summary: 'The process lives.',
    needs: 'nothing',
    answers: { 200: health },
    problems: [],
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'The platform can serve.',
    needs: 'nothing',
    answers: { 200: health },
    problems: ['unavailable'],
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description.',
    needs: 'nothing',
    answers: { 200: v.record(v.string(), v.unknown()) },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/docs',
    summary: 'This description as a page, without a script.',
    needs: 'nothing',
    answers: { 200: ['text/html'] },
    problems: [],
  },
  {
    method: 'get',
    path: '/api/v1/demo',
    summary:
      'Accounts and tickets of a demo; for programs on its machine only.',
    needs: 'nothing',
    answers: { 200: demoSchema },
    problems: ['notFound'],
  },
];

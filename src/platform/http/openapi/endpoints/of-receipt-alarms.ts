// Receipts that were shown and whose case is not here.
import {
  receiptAlarmsQuerySchema,
  receiptAlarmsSchema,
} from '../../../../protocol/receipt-alarms.ts';
import { SEEING_ALARMS } from '../../../receipts/list-alarms.ts';
import { staffProblems, type Endpoint } from '../endpoint.ts';

export const ofReceiptAlarms: Endpoint[] = [
  {
    method: 'get',
    path: '/api/v1/review/receipt-alarms',
    summary: 'Genuine receipts that were shown before their case arrived.',
    needs: { action: 'settleHeld', met: SEEING_ALARMS },
    query: receiptAlarmsQuerySchema,
    answers: { 200: receiptAlarmsSchema },
    problems: [...staffProblems, 'badRequest'],
  },
];

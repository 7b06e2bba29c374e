import { caseExportSchema } from '../../../../protocol/case-export.ts';
import { EXPORTING } from '../../../review/export-cases.ts';
import { bodyProblems, freshProblems, type Endpoint } from '../endpoint.ts';

export const ofExports: Endpoint[] = [
  {
    method: 'post',
    path: '/api/v1/review/cases/export',
    summary:
      'The list as CSV or XLSX, with the columns of the screen; the log says who took how many.',
    needs: { action: 'exportRows', met: EXPORTING },
    isFreshOnly: true,
    body: caseExportSchema,
    answers: {
      200: [
        'text/csv',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ],
    },
    problems: [...freshProblems, ...bodyProblems],
  },
];

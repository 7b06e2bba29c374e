// Numbers of the data set are made up by SQL and open to nobody; of the cases that staff
// open in the bench they are sealed as intake seals them.
import type { PlatformContext } from '../../../src/platform/context.ts';
import { saveSecrets } from '../../../src/platform/database/queries/case-secrets.ts';
import { getCurrentCatalogue } from '../../../src/platform/catalogue/pinned-catalogue.ts';
import { getMatter } from '../../../src/domain/catalogue/get-matter.ts';
import { splitSecrets } from '../../../src/platform/intake/case-secrets.ts';
import { ANSWERS } from '../../support/device-builder.ts';

/** Which of the data set are opened: what stands at the beginning of lists. */
const OPENED = 200;
const SHOWN = [
  'received',
  'correcting',
  'accepted',
  'inDepartment',
  'concluded',
  'rejected',
  'withdrawn',
];

export async function saveSecretsOf(context: PlatformContext): Promise<void> {
  const { sql, config } = context;
  const { catalogue } = await getCurrentCatalogue(context);
  const form = getMatter(catalogue, 'V14');
  const rows = await sql<{ caseId: string }[]>`
    SELECT case_id AS "caseId" FROM stations,
      unnest(${SHOWN}::text[]) AS one(status),
      LATERAL (
        SELECT case_id FROM cases c
        WHERE c.county = stations.county AND c.town9 = stations.town9
          AND c.status = one.status
        ORDER BY case_day(status, version, due_version, due_on, notice_by, state),
          case_order(status, taken_in_at), case_id
        LIMIT ${OPENED}
      ) AS shown
    WHERE kind = 'township'`;
  for (const { caseId } of rows)
    await sql.begin(async (tx) => {
      const { secrets } = splitSecrets(context, {
        caseId,
        form,
        answers: ANSWERS,
      });
      const key = { county: config.county, caseId };
      await saveSecrets(tx, key, secrets);
    });
}

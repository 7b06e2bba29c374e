// The interface as a table: each path with the schemas that its handler
// validates with. A test compares it with the routes that are mounted.
import type { Endpoint } from './endpoint.ts';
import { ofClerks } from './endpoints/of-clerks.ts';
import { ofCommitments } from './endpoints/of-commitments.ts';
import { ofCounty } from './endpoints/of-county.ts';
import { ofExports } from './endpoints/of-exports.ts';
import { ofFigures } from './endpoints/of-figures.ts';
import { ofInbound } from './endpoints/of-inbound.ts';
import { ofNotices } from './endpoints/of-notices.ts';
import { ofDevice } from './endpoints/of-device.ts';
import { ofStaff } from './endpoints/of-staff.ts';
import { ofReceiptAlarms } from './endpoints/of-receipt-alarms.ts';
import { ofResults } from './endpoints/of-results.ts';
import { ofTrust } from './endpoints/of-trust.ts';
import { ofSticks } from './endpoints/of-sticks.ts';
import { ofOperator } from './endpoints/of-operator.ts';

export const endpoints: readonly Endpoint[] = [
  ...ofCounty,
  ...ofDevice,
  ...ofStaff,
  ...ofTrust,
  ...ofClerks,
  ...ofCommitments,
  ...ofFigures,
  ...ofNotices,
  ...ofReceiptAlarms,
  ...ofResults,
  ...ofSticks,
  ...ofExports,
  ...ofInbound,
  ...ofOperator,
];

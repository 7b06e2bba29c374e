import type { Demo } from '../../protocol/demo.ts';
import type { PlatformContext } from '../context.ts';
import { issueTicket } from '../enrolment/issue-ticket.ts';
import type { DemoAccount } from './demo-accounts.ts';
import { demoVillages, type DemoVillage } from './demo-county.ts';

/** The running demo, with a fresh ticket for each village. */
export async function describeDemo(
  context: PlatformContext,
  accounts: readonly DemoAccount[],
): Promise<Demo> {
  const villages: Demo['villages'] = [];
  for (const village of demoVillages) {
    const ticket = await issueDemoTicket(context, village);
    villages.push({ code: village.code, name: village.name, ...ticket });
  }
  return { address: context.config.address, accounts: [...accounts], villages };
}

/** @throws when the village's 899 device numbers are used up. */
export async function issueDemoTicket(
  context: PlatformContext,
  { code, clerk }: DemoVillage,
): Promise<{ ticket: string; shortCode: string }> {
  return await issueTicket(context, {
    stationCode: code,
    clerk,
    policy: 'pin',
  });
}

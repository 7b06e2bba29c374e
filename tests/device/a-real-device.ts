// A device whose county is a platform of the test, over HTTP and in real time.
import { issueTicket } from '../../src/platform/enrolment/issue-ticket.ts';
import type { TestPlatform } from '../support/test-platform.ts';
import { aDevice, must, type Bench } from './a-device.ts';

type Wish = Parameters<typeof issueTicket>[1];

/** One that was loaded, not enrolled. */
export async function aRealDevice({
  address,
}: Pick<TestPlatform, 'address'>): Promise<Bench> {
  return await aDevice({
    clock: {
      wallMs: () => Date.now(),
      monotonicMs: () => performance.now(),
      after: () => () => undefined,
    },
    fetch: (request) => fetch(request),
    origin: address,
  });
}

/** By a fresh ticket of that county, with a PIN or a passphrase. */
export async function enrols(
  { api }: Pick<Bench, 'api'>,
  { context }: Pick<TestPlatform, 'context'>,
  { secret, ticket: wish }: { secret: string; ticket: Wish },
): Promise<void> {
  const { ticket } = await issueTicket(context, wish);
  must(await api.device.readTicket(ticket));
  must(await api.device.enrol(secret));
}

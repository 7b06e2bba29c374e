import { common } from '../../../src/text/common.ts';
import type { County } from './county.ts';

export async function showLockedScreens(county: County): Promise<void> {
  const { clerk } = county;
  await clerk.presses('锁');
  await clerk.seesHeading('解锁');
  await county.seesCounter('unlock');
  await clerk.presses('解锁');
  await clerk.page.getByRole('alert').waitFor();
  await county.seesCounter('unlock-nothing-typed');
  await clerk.fills(/^PIN/, '604913');
  await clerk.presses('解锁');
  await clerk.sees(/^PIN不对/);
  await county.seesCounter('unlock-wrong');
  await clerk.page
    .getByText(/^忘了PIN/)
    .first()
    .click();
  await county.seesCounter('unlock-forgotten');
  await county.goes('/send', '发送');
  await county.seesCounter('send-locked');
  const other = await clerk.page.context().newPage();
  await other.goto(county.station);
  await other.getByRole('heading', { name: common.openElsewhere }).waitFor();
  await county.given.counterStop(other, 'open-elsewhere');
  await other.getByRole('button', { name: common.useHere }).click();
  await clerk.seesHeading(common.openElsewhere);
  // What lies behind another tab is not drawn.
  await clerk.page.bringToFront();
  await county.seesCounter('moved-away');
  await other.close();
  await clerk.presses(common.useHere);
  await clerk.seesHeading('发送');
  await county.goes('/', '解锁');
  await clerk.unlocks();
  await clerk.seesHeading('首页');
}

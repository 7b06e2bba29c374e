// The township's reviewer at the console.
import { Person } from './person.ts';

export class Reviewer extends Person {
  async signsIn(
    address: string,
    account: { login: string; password: string },
  ): Promise<void> {
    await this.opens(`${address}/review/`);
    await this.fills('账号', account.login);
    await this.fills('密码', account.password);
    await this.presses('登录工作台');
    await this.seesHeading(/^工作台/);
  }

  /** From the worklist to the case whose number ends in these nine digits. */
  async opensCase(number: string): Promise<void> {
    await this.fills('搜号、姓名、村', number.slice(-9));
    await this.presses('搜');
    // The list that was there before goes first: what is opened from it would be
    // followed by its next case.
    await this.page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
    const row = this.page
      .getByRole('row')
      .filter({ hasText: spaced(number) })
      .first();
    await row.getByRole('link').first().click();
    await this.sees('申请信息');
  }

  /** SHA-256 of the first pictures of the case as the county opens them. */
  async hashesOfPhotographs(count: number): Promise<string[]> {
    const hashes: string[] = [];
    for (let i = 0; i < count; i += 1) {
      if (i > 0) await this.presses('下一张');
      const picture = this.page.locator('img[data-sha256]');
      hashes.push(await this.hashOfPicture(picture.first()));
    }
    return hashes;
  }

  async backToList(): Promise<void> {
    await this.presses(/名单/);
    await this.seesHeading(/^工作台/);
  }

  async accepts(): Promise<void> {
    await this.presses('受理');
    await this.presses('受理这件');
    await this.sees('已发出：受理');
  }

  /** To the next department of the matter's route. */
  async dispatches(): Promise<void> {
    const name = '转给部门';
    await this.presses(name);
    await this.page.getByRole('dialog').getByRole('button', { name }).click();
    await this.sees('已发出：转给部门');
  }

  async concludes(result: string): Promise<void> {
    await this.presses('办结');
    await this.fills(/^结果/, result);
    await this.page.getByText('没有要领的，直接办结').click();
    await this.presses('办结这件');
    await this.sees('已发出：办结');
  }

  /** One notice about one paper. */
  async asksForCorrection(
    about: string,
    reason: string,
    fix: string,
  ): Promise<void> {
    await this.presses(/^一次告知补正/);
    await this.presses('+ 再加一处');
    await this.page.getByLabel('哪一处').first().selectOption({ label: about });
    await this.fills(/^哪里不对/, reason);
    await this.fills(/^给村里看的话/, fix);
    await this.presses('发出补正（1处）');
    await this.sees('已发出：一次告知补正');
  }
}

/** `002 0007 14`, as lists print the last nine digits. */
function spaced(number: string): string {
  const last9 = number.slice(-9);
  return `${last9.slice(0, 3)} ${last9.slice(3, 7)} ${last9.slice(7)}`;
}

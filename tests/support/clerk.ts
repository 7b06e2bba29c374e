// The clerk of a village: enrols the device and takes in cases from the samples
// of the demo county.
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import type { Address, Answer } from '../../src/domain/cases/answers.ts';
import type {
  Field,
  Material,
} from '../../src/domain/catalogue/form-schema.ts';
import { chinaDate } from '../../src/domain/calendar/civil-date.ts';
import { examineForm } from '../../src/domain/rules/examine-form.ts';
import { formSections } from '../../src/domain/rules/form-sections.ts';
import type { Matter } from '../../src/domain/catalogue/matter-schema.ts';
import { cameraText } from '../../src/text/camera.ts';
import { theCalendar } from '../domain/calendar/the-calendar.ts';
import { entitledAnswers } from './entitled.ts';
import { fillField } from './fill-field.ts';
import { Person } from './person.ts';
import type { Photograph } from './photographs.ts';
import { readCode, type CodePicture } from './read-code.ts';

export const PIN = '258036';

const catalogue = JSON.parse(
  readFileSync('src/domain/catalogue/data/matters.json', 'utf8'),
) as { matters: Matter[] };

export function matter(code: string): Matter {
  const found = catalogue.matters.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no matter ${code}`);
  return found;
}

/** What stands ready at the counter for one case. */
export type Application = {
  matterCode: string;
  answers: Record<string, Answer>;
  /** Paper id to photographs; a paper without any is seen and given back. */
  photographs: Record<string, Photograph[]>;
  /** Paper id to the number of the e-certificate that stands for it. */
  certificates?: Record<string, string>;
  /** Every answer is filled in, not only what is demanded. */
  isWhole?: boolean;
  /** The applicant lives in another village than the clerk's. */
  isElsewhere?: boolean;
};

/** What the matter's rules ask for, of this resident and today. */
export function askedPapers({ matterCode, answers }: Application): Material[] {
  const { ruling } = examineForm(matter(matterCode), answers, {
    today: chinaDate(Date.now()),
    calendar: theCalendar(),
    demo: true,
  });
  return ruling.papers.asked;
}

export class Clerk extends Person {
  async enrolsWithCode(address: string, code: string): Promise<void> {
    await this.opens(address);
    await this.seesHeading('这台设备怎么开始用');
    await this.fills('输登记码（8位）', code);
    await this.presses('取登记码');
    await this.choosesPin();
  }

  /** The ticket as a file; the app is open already. */
  async enrolsWithFile(ticket: string): Promise<void> {
    await this.page.getByLabel('选登记文件').setInputFiles({
      name: 'ticket.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from(ticket),
    });
    await this.choosesPin();
  }

  async choosesPin(): Promise<void> {
    await this.fills(/^PIN/, PIN);
    await this.fills('再输一次', PIN);
    await this.presses('设好，下一步');
    await this.presses('开始收件');
    await this.seesHeading('首页');
  }

  async unlocks(pin = PIN): Promise<void> {
    await this.seesHeading('解锁');
    await this.fills(/^PIN/, pin);
    await this.presses('解锁');
  }

  /** From the home screen to the receipt; gives the receipt number. */
  async takesIn(application: Application): Promise<string> {
    await this.begins(application);
    await this.fillsForm(application);
    await this.handsInPapers(application);
    return await this.checksAndSubmits();
  }

  async begins(application: Application): Promise<void> {
    const { short, shortPinyin } = matter(application.matterCode);
    await this.presses('+ 收一件');
    await this.seesHeading('办什么事');
    await this.fills('搜名称、首字母、一句话', shortPinyin);
    const name = new RegExp(`^${short}`);
    await this.page
      .getByRole('link', { name })
      .or(this.page.getByRole('button', { name }))
      .first()
      .click();
    // Release 0.1.0 has no guide between the finder and the form.
    const begin = this.page.getByRole('button', {
      name: '开始收件',
      exact: true,
    });
    const form = this.page.getByRole('heading', { name: '给谁办？' });
    await begin.or(form).first().waitFor();
    // A look that fails must not be taken for a guide that is not there.
    if (!(await form.isVisible())) await begin.click();
    await this.seesHeading('给谁办？');
  }

  /** By the finder and the guide, whose questions an entitled person answers. */
  async beginsByGuide({ matterCode, answers }: Application): Promise<void> {
    const asked = matter(matterCode);
    await this.presses('+ 收一件');
    await this.fills('搜名称、首字母、一句话', asked.shortPinyin);
    await this.page.locator(`#matter-${matterCode}`).click();
    await this.seesHeading(asked.name);
    for (const { question, answer } of entitledAnswers(asked, answers))
      await this.page
        .getByRole('radiogroup', { name: question, exact: true })
        .getByRole('radio', { name: answer, exact: true })
        .check();
    await this.presses('开始收件');
    await this.seesHeading('给谁办？');
  }

  async fillsForm(application: Application): Promise<void> {
    const { applicantFields, matterFields } = formSections(
      matter(application.matterCode),
    );
    await this.answers(applicantFields, application);
    await this.presses('下一步：填表');
    await this.seesHeading('填表');
    await this.answers(matterFields, application);
    await this.presses('下一步：材料');
    await this.seesHeading('材料');
  }

  async handsInPapers(application: Application): Promise<void> {
    for (const paper of askedPapers(application)) {
      const photos = application.photographs[paper.id] ?? [];
      const certificate = application.certificates?.[paper.id];
      if (certificate !== undefined) {
        await this.presses(`电子证照 ${paper.name}`);
        // Two papers may be called the same: of the student, of the householder.
        await this.page
          .locator(`[id="field-certificate-${paper.id}"]`)
          .fill(certificate);
        await this.page.keyboard.press('Tab');
      } else if (photos.length > 0) await this.photographsPaper(paper, photos);
      else if (paper.source !== 'generated')
        await this.presses(`看过原件 ${paper.name}`);
    }
  }

  async photographsPaper(
    paper: Pick<Material, 'name'>,
    photos: readonly Photograph[],
    already = 0,
  ): Promise<void> {
    const pictures = this.rowOf(paper).locator('img');
    for (const [index, photo] of photos.entries()) {
      const taken = pictures.nth(already + index);
      await this.rowOf(paper)
        .locator('input[type=file]')
        .first()
        .setInputFiles(photo);
      // Release 0.1.0 takes a picture as it comes.
      const use = this.useButton();
      await use.or(taken).first().waitFor();
      if (await use.isVisible()) await use.click();
      await taken.waitFor();
    }
  }

  /** The paper's row on the page of the papers. */
  rowOf(paper: Pick<Material, 'name'>): Locator {
    return this.page.locator('li.paper', {
      has: this.page.getByRole('heading', { name: paper.name, exact: true }),
    });
  }

  /** Under the picture that is looked at. */
  useButton(): Locator {
    return this.page.getByRole('button', { name: cameraText.use });
  }

  /** With the camera, one page after another. */
  async shoots(paper: Pick<Material, 'name'>, pages: number): Promise<void> {
    await this.presses(`拍照 ${paper.name}`);
    for (let page = 1; page <= pages; page += 1) {
      await this.cameraIsOn();
      await this.presses(cameraText.shoot);
      await this.presses(page < pages ? cameraText.another : cameraText.use);
    }
    await this.rowOf(paper)
      .locator('img')
      .nth(pages - 1)
      .waitFor();
  }

  async cameraIsOn(): Promise<void> {
    await this.page.waitForFunction(
      () => (document.querySelector('video')?.videoWidth ?? 0) > 0,
    );
  }

  async checksAndSubmits(): Promise<string> {
    await this.presses('下一步：核对');
    await this.seesHeading(/核对/);
    for (const doubt of await this.page
      .getByRole('checkbox', { name: /^已问清，照样提交/ })
      .all())
      await doubt.check();
    await this.ticks('已念给申请人听，内容无误');
    await this.presses('下一步：签名提交');
    await this.seesHeading('请申请人签名');
    const consent = this.page.getByRole('checkbox', {
      name: '同意为办此事使用敏感信息',
    });
    if ((await consent.count()) > 0) await consent.check();
    const mandate = this.page.getByRole('checkbox', { name: /^我委托/ });
    if ((await mandate.count()) > 0) await mandate.check();
    await this.signs();
    await this.page.getByRole('img', { name: '已签名' }).waitFor();
    await this.presses('签好了，提交这件');
    await this.seesHeading(/已收件，存好了/);
    return await this.readsNumber();
  }

  /** The 27 digits on the receipt, without the spaces they are grouped by. */
  async readsNumber(): Promise<string> {
    const text = (await this.page.locator('main').innerText()).replace(
      /\s/g,
      '',
    );
    const number = /4228\d{23}/.exec(text)?.[0];
    if (number === undefined) throw new Error('no number on the receipt');
    return number;
  }

  /** The service worker keeps the app, so that it opens without a network. */
  async shellIsKept(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
  }

  /** Catalogue and keys came with the first load. */
  async seesHandbook(): Promise<void> {
    await this.sees(/^第.*版/);
  }

  /** By the menu, or back until there is one. */
  async goesHome(): Promise<void> {
    const home = this.page
      .getByRole('link', { name: /^(首页|回首页)$/ })
      .or(this.page.getByRole('button', { name: '回首页' }));
    for (let steps = 0; steps < 6; steps += 1) {
      const title = await this.page.title();
      if (await home.first().isVisible()) {
        await home.first().click();
        break;
      }
      await this.presses(/返回/);
      await this.page.waitForFunction(
        (before) => document.title !== before,
        title,
      );
    }
    await this.seesHeading('首页');
  }

  async continuesDraft(matterShort: string): Promise<void> {
    await this.page
      .getByRole('link', { name: new RegExp(matterShort) })
      .first()
      .click();
    await this.presses(/材料/);
    await this.seesHeading('材料');
  }

  /** By the strip to the queue, where the button is. */
  async sendsNow(): Promise<void> {
    await this.page.locator('a.strip').click();
    await this.seesHeading('发送');
    await this.presses('现在发送');
  }

  /** From the home screen: what came back, the paper named, check, submit. */
  async answersCorrection(
    matterShort: string,
    paper: string,
    photo: Photograph,
  ): Promise<void> {
    await this.page
      .getByRole('link', { name: new RegExp(matterShort) })
      .first()
      .click();
    await this.presses(/^去补正/);
    await this.photographsPaper({ name: paper }, [photo]);
    await this.presses('下一步：核对');
    await this.ticks('已念给申请人听，内容无误');
    await this.presses('下一步：签名提交');
    await this.presses('提交补正');
    await this.sees('补正已存好，等着送出。');
  }

  /** SHA-256 of the pictures of a case as this device shows them. */
  async hashesOfPhotographs(number: string): Promise<string[]> {
    await this.goesHome();
    await this.presses('办件');
    await this.fills(/^搜/, number.slice(-9));
    await this.page.locator('main ul a').first().click();
    const pictures = this.page.locator('main .material-image img');
    const hashes: string[] = [];
    await pictures.first().waitFor();
    for (let i = 0; i < (await pictures.count()); i += 1)
      hashes.push(await this.hashOfPicture(pictures.nth(i)));
    return hashes;
  }

  async seesConcluded(numbers: readonly string[]): Promise<void> {
    await this.goesHome();
    await this.presses('办件');
    await this.page
      .locator('main')
      .getByText('办结')
      .nth(numbers.length - 1)
      .waitFor({ timeout: 120_000 });
  }

  /** What the code on the receipt says. */
  async readsCode(picture?: CodePicture): Promise<string> {
    return await readCode(this.page, picture);
  }

  private async answers(
    fields: readonly Field[],
    { answers, isWhole = false, isElsewhere = false }: Application,
  ): Promise<void> {
    for (const field of fields) {
      const answer = answers[field.id];
      if (answer === undefined) continue;
      const isConditional = field.requiredIf !== undefined;
      if (isWhole && !field.required && !isConditional) await this.unfolds();
      // What an earlier release offered under a condition, it folded away.
      const isAsked =
        isWhole ||
        field.required ||
        (isConditional &&
          (await this.page.getByLabel(field.label).first().isVisible()));
      if (!isAsked) continue;
      if (isElsewhere && field.type === 'address')
        await this.choosesVillage(field, answer as Address);
      await fillField(this, field, answer);
    }
  }

  /** Another than the clerk's own, which stands there already. */
  private async choosesVillage(
    { label }: Field,
    { villageName = '', townName = '' }: Address,
  ): Promise<void> {
    await this.presses(`换 ${label}`);
    await this.fills('搜村名或首字母', villageName);
    await this.presses(`${villageName} · ${townName}`);
  }

  /** What may be left out stands folded. */
  private async unfolds(): Promise<void> {
    const fold = this.page
      .locator('details.fold:not([open]) > summary')
      .filter({ hasText: /^选填/ });
    if ((await fold.count()) > 0) await fold.click();
  }
}

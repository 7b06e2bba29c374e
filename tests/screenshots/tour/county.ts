// Who and what the tour meets: a village's clerk, a township's reviewer, the line
// between them, and the cases taken in on the way.
import type { Page } from 'playwright-core';
import type { Sql } from 'postgres';
import type { Demo } from '../../../src/protocol/demo.ts';
import { Clerk } from '../../support/clerk.ts';
import type { Link } from '../../support/link.ts';
import { until, type PlatformProcess } from '../../support/platform-process.ts';
import { Reviewer } from '../../support/reviewer.ts';

type Given = {
  platform: PlatformProcess;
  link: Link;
  sql: Sql;
  village: Demo['villages'][number];
  account: Demo['accounts'][number];
  /** Of the departments. */
  office: Demo['accounts'][number];
  phone: Page;
  desk: Page;
  counterStop: (page: Page, name: string) => Promise<void>;
  consoleStop: (page: Page, name: string) => Promise<void>;
};

const PATIENCE_MS = 60_000;

export class County {
  readonly given: Given;
  readonly clerk: Clerk;
  readonly reviewer: Reviewer;
  /** Receipt numbers by what they were taken in for. */
  readonly numbers = new Map<string, string>();
  /** What the first receipt's code says. */
  receiptCode = '';
  /** Path of the file that the village exported. */
  stickFile = '';

  constructor(given: Given) {
    this.given = given;
    this.clerk = new Clerk(given.phone);
    this.reviewer = new Reviewer(given.desk);
  }

  /** As the village reaches it. */
  get station(): string {
    return `http://localhost:${this.given.link.port}`;
  }

  /** As the township reaches it. */
  get address(): string {
    return `http://localhost:${this.given.platform.port}`;
  }

  number(of: string): string {
    const found = this.numbers.get(of);
    if (found === undefined) throw new Error(`no case for ${of}`);
    return found;
  }

  /** The clerk's screen, as it is now. */
  async seesCounter(name: string): Promise<void> {
    await this.given.counterStop(this.clerk.page, name);
  }

  async seesConsole(name: string): Promise<void> {
    await this.given.consoleStop(this.reviewer.page, name);
  }

  /** To another screen of the counter, without opening the app anew. */
  async goes(path: string, heading: string | RegExp): Promise<void> {
    await this.clerk.page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new PopStateEvent('popstate'));
    }, path);
    await this.clerk.seesHeading(heading);
  }

  async goesToCase(of: string): Promise<void> {
    const [row] = await this.given.sql<{ case_id: string }[]>`
      select case_id from cases where number = ${this.number(of)}`;
    if (row === undefined) throw new Error(`the county has no case for ${of}`);
    await this.goes(`/case/${row.case_id}`, /·/);
  }

  /** The county has so many cases, and everything of them. */
  async arrives(cases: number): Promise<void> {
    const { sql } = this.given;
    await until(async () => {
      const [row] = await sql<{ here: number; open: number }[]>`
        select (select count(*)::int from cases) as here,
          (select count(*)::int from materials where complete_at is null)
            as open`;
      return row !== undefined && row.here >= cases && row.open === 0;
    }, PATIENCE_MS);
  }

  /** From the screen 发送: a whole round, with what the county has to tell. */
  async sends(): Promise<void> {
    await this.goes('/send', '发送');
    await this.clerk.presses('现在发送');
    await this.clerk.page
      .getByRole('button', { name: '现在发送', exact: true })
      .waitFor();
  }
}

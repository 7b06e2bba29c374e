// The way through every screen of the counter, the resident's page and the
// township's console, against a real platform: each stop is a screen in a state.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aBrowser } from '../support/browser-process.ts';
import { filmPaper } from '../support/camera-film.ts';
import { openLink } from '../support/link.ts';
import { aPlatform } from '../support/platform-process.ts';
import { connectToPrivate } from '../support/private-database.ts';
import { HANDLER, REVIEWER, VILLAGE } from '../support/applications.ts';
import { CONSOLE_LOOKS, COUNTER_LOOKS, type AtStop } from './stop.ts';
import { County } from './tour/county.ts';
import { decideCases } from './tour/decisions.ts';
import { showEmptyScreens } from './tour/empty-screens.ts';
import { showGuides } from './tour/guides.ts';
import { takeInCases } from './tour/intake.ts';
import { showLockedScreens } from './tour/locked.ts';
import { showLostPhotographs } from './tour/lost-photographs.ts';
import { showSheets } from './tour/sheets.ts';
import { showResidents } from './tour/residents.ts';
import { checkReceipts } from './tour/resident.ts';
import { showReturned } from './tour/returned.ts';
import { setUpDevice } from './tour/set-up.ts';
import { showTables } from './tour/tables.ts';
import { showTrays } from './tour/trays.ts';
import { showTrouble } from './tour/trouble.ts';

/** `atStop` is called on each screen, in each state, and awaited. */
export async function walkEveryScreen(atStop: AtStop): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vsp-film-'));
  const film = join(folder, 'paper.y4m');
  filmPaper(film);
  const phone = aBrowser(undefined, film);
  const desk = aBrowser({ width: 1280, height: 800 });
  const platform = await aPlatform();
  await platform.start();
  const link = await openLink(() => platform.port);
  const sql = await connectToPrivate(platform.dataDir);
  try {
    const demo = await platform.demo();
    const village = demo.villages.find(({ code }) => code === VILLAGE);
    const account = demo.accounts.find(({ login }) => login === REVIEWER);
    const office = demo.accounts.find(({ login }) => login === HANDLER);
    if (!village || !account || !office)
      throw new Error('the demo county is not there');
    const county = new County({
      platform,
      link,
      sql,
      village,
      account,
      office,
      phone: await phone.open(),
      desk: await desk.open(),
      counterStop: (page, name) => atStop(page, { name, looks: COUNTER_LOOKS }),
      consoleStop: (page, name) => atStop(page, { name, looks: CONSOLE_LOOKS }),
    });
    for (const part of [
      setUpDevice,
      showEmptyScreens,
      showGuides,
      takeInCases,
      showResidents,
      showSheets,
      showLockedScreens,
      checkReceipts,
      decideCases,
      showTables,
      showReturned,
      showLostPhotographs,
      showTrays,
      showTrouble,
    ])
      await inPart(part, county);
  } finally {
    await sql.end({ timeout: 5 });
    await phone.remove();
    await desk.remove();
    await link.close();
    await platform.remove();
    rmSync(folder, { recursive: true });
  }
}

/** Whoever reads of a failure wants to know where the way ended. */
async function inPart(
  part: (county: County) => Promise<void>,
  county: County,
): Promise<void> {
  try {
    await part(county);
  } catch (error) {
    console.error(await county.clerk.describesScreen('clerk'));
    console.error(await county.reviewer.describesScreen('reviewer'));
    throw new Error(`the tour ended in ${part.name}`, { cause: error });
  }
}

// Three cases of three matters, from the samples of the demo county: one with
// three photographs, one with one, one with none.
import { readFileSync } from 'node:fs';
import {
  addDays,
  chinaDate,
  daysFromCivil,
  parseIsoDate,
} from '../../src/domain/calendar/civil-date.ts';
import type { Address, Answer } from '../../src/domain/cases/answers.ts';
import { theCatalogue } from '../domain/catalogue/the-catalogue.ts';
import type { Application } from './clerk.ts';
import type { Photograph } from './photographs.ts';

/** The village whose clerk takes them in, and the reviewer of its township. */
export const VILLAGE = '422825201237';
export const REVIEWER = 'demo-reviewer-03';
/** Of all departments of the county. */
export const HANDLER = 'demo-handler-01';

const demo = JSON.parse(
  readFileSync('tests/domain/rules/demo-samples.json', 'utf8'),
) as {
  today: string;
  samples: Record<
    string,
    {
      answers: Record<string, Answer>;
      materials: { materialId: string; how: string; pages: number }[];
    }
  >;
};

export function application(
  matterCode: string,
  photographs: Record<string, Photograph[]>,
): Application {
  const sample = demo.samples[matterCode];
  if (sample === undefined) throw new Error(`no sample of ${matterCode}`);
  return { matterCode, answers: sample.answers, photographs };
}

/**
 * All that the matter's demo resident answers and brings, each paper as he hands it
 * in. He lives in the clerk's village, and what happened to him lately has happened
 * as lately today.
 */
export function wholeApplication(
  matterCode: string,
  /** Gives a photograph that was not given before. */
  nextPhotograph: () => Photograph,
): Application {
  const sample = demo.samples[matterCode];
  if (sample === undefined) throw new Error(`no sample of ${matterCode}`);
  const home = homeVillage();
  const asHere = (answer: Answer): Answer => {
    if (typeof answer === 'string') return asOfToday(answer);
    const isAddress = typeof answer === 'object' && !Array.isArray(answer);
    return isAddress ? { ...answer, ...home } : answer;
  };
  return {
    matterCode,
    isWhole: true,
    answers: Object.fromEntries(
      Object.entries(sample.answers).map(([id, answer]) => [
        id,
        asHere(answer),
      ]),
    ),
    photographs: Object.fromEntries(
      sample.materials
        .filter(isPhotographed)
        .map(({ materialId, pages }) => [
          materialId,
          Array.from({ length: pages }, nextPhotograph),
        ]),
    ),
    certificates: Object.fromEntries(
      sample.materials
        .filter(({ how }) => how === 'eCert')
        .map(({ materialId }) => [
          materialId,
          `DEMO${materialId.replace('-', '')}`,
        ]),
    ),
  };
}

/** The clerk's village as an address begins. */
function homeVillage(): Omit<Address, 'detail'> {
  const { townships, villages } = theCatalogue().regions;
  const village = villages.find(({ code12 }) => code12 === VILLAGE);
  const town = townships.find(({ code9 }) => code9 === village?.town9);
  if (village === undefined || town === undefined)
    throw new Error('the catalogue has no such village');
  return {
    town9: town.code9,
    village: VILLAGE,
    townName: town.name,
    villageName: village.name,
  };
}

const isPhotographed = ({ how }: { how: string }) =>
  how === 'photo' || how === 'captured';

/** How many photographs all the whole applications together take. */
export function pagesOfAll(): number {
  return Object.values(demo.samples)
    .flatMap(({ materials }) => materials.filter(isPhotographed))
    .reduce((sum, { pages }) => sum + pages, 0);
}

const LATELY_DAYS = 60;

function asOfToday(text: string): string {
  const past = dayNumber(demo.today) - dayNumber(text);
  return Math.abs(past) <= LATELY_DAYS
    ? addDays(chinaDate(Date.now()), -past)
    : text;
}

/** NaN: it is no date. */
function dayNumber(text: string): number {
  const date = parseIsoDate(text);
  return date === undefined ? NaN : daysFromCivil(date);
}

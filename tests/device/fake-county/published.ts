// What the county publishes: its keys and the versions of its catalogue, signed.
import calendarText from '../../../src/domain/catalogue/data/calendar.json?raw';
import mattersText from '../../../src/domain/catalogue/data/matters.json?raw';
import type { WorkCalendar } from '../../../src/domain/calendar/calendar-schema.ts';
import type { Catalogue } from '../../../src/domain/catalogue/catalogue-schema.ts';
import { readEdition } from '../../../src/domain/catalogue/read-edition.ts';
import { detached } from '../../../src/platform/http/routes/detached.ts';
import { toGb18030 } from '../../../src/platform/http/routes/gb18030.ts';
import {
  VILLAGE_EDITION,
  VILLAGE_EDITION_GB,
} from '../../../src/protocol/published-catalogue.ts';
import type { FakeCounty } from '../fake-county.ts';
import { sign } from './keys.ts';
import { problem } from './replies.ts';

export async function keySet(county: FakeCounty): Promise<Response> {
  const { kid, jwk } = county.intake;
  const text = await sign(county.root, 'keyset+jwt', {
    county: '422825',
    intake: [{ kid, jwk }],
    ticket: [{ kid: county.ticketKey.kid, jwk: county.ticketKey.jwk }],
    recovery: { kid: county.recovery.kid, jwk: county.recovery.jwk },
    serial: 1,
    issuedAt: '2026-11-25T00:00:00.000Z',
  });
  return new Response(text);
}

export async function directory(county: FakeCounty): Promise<Response> {
  const { directory: devices, nowMs } = county;
  if (devices === undefined) return problem(404, 'notFound');
  const issuedAt = new Date(nowMs).toISOString();
  const content = { county: '422825', issuedAt, devices };
  return new Response(await sign(county.root, 'directory+jwt', content));
}

export async function currentCatalogue(
  county: FakeCounty,
  request: Request,
): Promise<Response> {
  return catalogue(county, request, county.catalogueVersion);
}

export async function pinnedCatalogue(
  county: FakeCounty,
  request: Request,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const version = decodeURIComponent(pathname.split('/').at(-1) ?? '');
  return county.catalogues.has(version)
    ? catalogue(county, request, version)
    : problem(404, 'notFound');
}

async function catalogue(
  county: FakeCounty,
  request: Request,
  version: string,
): Promise<Response> {
  const accepted = request.headers.get('accept') ?? '';
  const form = county.forms.find((each) => accepted.includes(each));
  const catalogue = JSON.parse(mattersText) as Catalogue;
  county.catalogues.get(version)?.(catalogue);
  const calendar = JSON.parse(calendarText) as WorkCalendar;
  county.calendars.get(version)?.(calendar);
  const signed = await sign(county.root, 'catalogue+jwt', {
    version,
    demo: true,
    ...(form === VILLAGE_EDITION || form === VILLAGE_EDITION_GB
      ? { edition: 'village', catalogue: readEdition(catalogue) }
      : { catalogue }),
    calendar,
  });
  if (form === undefined) return new Response(signed);
  const text = detached(signed);
  return new Response(form === VILLAGE_EDITION_GB ? toGb18030(text) : text, {
    headers: { 'content-type': form },
  });
}

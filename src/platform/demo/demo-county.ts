// The demo's county as data: invented people at real places.
import * as v from 'valibot';
import type { Station } from '../database/queries/stations.ts';
import text from './demo.json?raw';

const scopeSchema = v.object({
  village: v.optional(v.string()),
  town9: v.optional(v.string()),
  county: v.optional(v.string()),
});

const demoCountySchema = v.object({
  county: v.object({ code6: v.string(), name: v.string() }),
  townships: v.array(v.object({ code9: v.string(), name: v.string() })),
  villages: v.array(
    v.object({ code12: v.string(), name: v.string(), town9: v.string() }),
  ),
  stations: v.array(
    v.object({
      kind: v.picklist(['village', 'township', 'county']),
      name: v.string(),
      village: v.optional(v.string()),
      town9: v.optional(v.string()),
      staff: v.array(v.string()),
    }),
  ),
  staff: v.array(
    v.object({
      id: v.string(),
      login: v.string(),
      name: v.string(),
      role: v.picklist(['clerk', 'reviewer', 'handler', 'administrator']),
      title: v.string(),
      scope: scopeSchema,
    }),
  ),
});

export type DemoStaff = v.InferOutput<typeof demoCountySchema>['staff'][number];

export type DemoVillage = {
  code: string;
  /** Township and village. */
  name: string;
  /** Who takes cases in there. */
  clerk: { id: string; name: string };
};

const demo = v.parse(demoCountySchema, JSON.parse(text));

export const demoCountyCode = demo.county.code6;

/** Six village points, three township halls, the county hall. */
export const demoStations: readonly Station[] = demo.stations.map(
  ({ kind, name, village: code12, town9 }): Station => {
    const village = demo.villages.find((each) => each.code12 === code12);
    const town = demo.townships.find(
      ({ code9 }) => code9 === (village?.town9 ?? town9),
    );
    return {
      code: village?.code12 ?? `${town?.code9 ?? `${demoCountyCode}000`}000`,
      kind,
      name,
      villageName: village?.name ?? null,
      town9: town?.code9 ?? `${demoCountyCode}000`,
      townName: town?.name ?? demo.county.name,
      phone: null,
    };
  },
);

export const demoVillages: readonly DemoVillage[] = demo.villages.map(
  ({ code12, name, town9 }) => {
    const station = demo.stations.find(({ village }) => village === code12);
    const clerk = demo.staff.find(
      ({ id, role }) => role === 'clerk' && station?.staff.includes(id),
    );
    if (clerk === undefined) throw new Error(`nobody serves ${code12}`);
    const town = demo.townships.find(({ code9 }) => code9 === town9);
    return {
      code: code12,
      // Names of villages repeat in the county.
      name: `${town?.name ?? ''}${name}`,
      clerk: { id: clerk.id, name: clerk.name },
    };
  },
);

/**
 * Who signs in with a password: township reviewers, one who stands for all
 * departments, and the administrator.
 */
export const demoStaff: readonly DemoStaff[] = demo.staff.filter(
  ({ role, scope }) =>
    role === 'administrator' ||
    role === 'handler' ||
    (role === 'reviewer' && scope.town9 !== undefined),
);

import { deviceState } from '../device.ts';
import type { Guide } from './use-guide.ts';

export type Phone = { who: string; phone: string };

/** Whom one may call about a matter; `missing`: the county has not said yet. */
export function guidePhones(guide: Guide): {
  known: Phone[];
  missing: string[];
} {
  const { matter, office, complaintChannels } = guide;
  const station = deviceState.value?.station;
  const offices = [matter.routing.acceptedBy, matter.routing.departmentId];
  const asked = [
    station && { who: station.townName, phone: station.phone },
    ...offices.map((id) => {
      const found = office(id);
      return found && { who: found.name, phone: found.phone };
    }),
    ...complaintChannels
      .filter(({ id }) => matter.complaint.includes(id))
      .map(({ name, phone }) => ({ who: name, phone })),
  ];
  const known = new Map<string, string>();
  const missing = new Set<string>();
  for (const each of asked) {
    if (!each) continue;
    if (each.phone === null) missing.add(each.who);
    else known.set(each.who, each.phone);
  }
  return {
    known: [...known].map(([who, phone]) => ({ who, phone })),
    missing: [...missing],
  };
}

/** Whom to call before anything else: the office that accepts, else the township. */
export function firstPhone(guide: Guide): Phone | undefined {
  const accepts = guide.office(guide.matter.routing.acceptedBy);
  if (accepts !== undefined && accepts.phone !== null)
    return { who: accepts.name, phone: accepts.phone };
  const station = deviceState.value?.station;
  return station && station.phone !== null
    ? { who: station.townName, phone: station.phone }
    : undefined;
}

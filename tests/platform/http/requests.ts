// One request for each path of the interface, with what it answers to whom it lets
// in. Bodies that do not fit do where the door alone is asked.
import { LIMITS } from '../../../src/protocol/limits.ts';
import {
  IMPORT_HEADER,
  IMPORT_TYPE,
} from '../../../src/protocol/stick-file.ts';

/** A station's case that a department has, with a photograph that has arrived. */
export type Place = {
  audience: string;
  caseId: string;
  sha256: string;
  /** Of an operation that is held. */
  heldId: string;
  stationCode: string;
  /** Who took the case in there. */
  clerkId: string;
  /** A device that nobody works on. */
  spareId: string;
};

export type Try = {
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Statuses of whoever is let in. */
  lets: number[];
  /**
   * `case`: it is about the case; `list`: it shows what a person's audiences have,
   * by this id; absent: about neither.
   */
  about?: 'case' | 'list' | 'audience';
  shows?: string;
};

const json = (value: unknown) => ({
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});
/** Read and refused by its schema. */
const misfit = { ...json({}), lets: [400] };
const NOBODY = '00000000-0000-4000-8000-000000000000';
const HASH = 'a'.repeat(64);

const REQUESTS: Record<string, (place: Place) => Omit<Try, 'path'>> = {
  'get /api/v1/keys': () => ({ lets: [200] }),
  'get /api/v1/catalogue/current': () => ({ lets: [302] }),
  'get /api/v1/catalogue/{version}': () => ({ lets: [404] }),
  'get /api/v1/directory': () => ({ lets: [200] }),
  'post /api/v1/receipts/status': () => misfit,
  // Guessed at so often, it has to wait at last.
  'get /api/v1/tickets/{code}': () => ({ lets: [404, 429] }),
  'post /api/v1/enrolments': () => misfit,
  'post /api/v1/session': () => misfit,
  'post /api/v1/vault-escrows': () => misfit,
  'post /api/v1/operations': () => misfit,
  'post /api/v1/operations/unreadable': () => misfit,
  'get /api/v1/feed': () => ({ lets: [200], about: 'audience' }),
  'post /api/v1/witnesses': () => misfit,
  'post /api/v1/materials/bundle': () => ({ lets: [200, 400] }),
  'post /api/v1/materials/{sha256}': () => ({ lets: [400] }),
  'head /api/v1/materials/{sha256}/upload': () => ({ lets: [404] }),
  'patch /api/v1/materials/{sha256}/upload': () => ({ lets: [415] }),
  'post /api/v1/review/session': () => misfit,
  'get /api/v1/review/sign-in-ways': () => ({ lets: [200] }),
  // Without a provider there is none.
  'get /api/v1/review/oidc': () => ({ lets: [404] }),
  'get /api/v1/review/oidc/callback': () => ({ lets: [404] }),
  'get /api/v1/review/session': () => ({ lets: [200] }),
  'post /api/v1/review/session/proof': () => misfit,
  'delete /api/v1/review/session': () => ({ lets: [204] }),
  'get /api/v1/review/cases': ({ caseId }) => ({
    lets: [200],
    about: 'list',
    shows: caseId,
  }),
  'post /api/v1/review/cases/search': ({ caseId }) => ({
    ...json({ search: '瞿示秀' }),
    lets: [200],
    about: 'list',
    shows: caseId,
  }),
  // The village and the last nine digits stand in a file, and no id.
  'post /api/v1/review/cases/export': () => ({
    ...json({ status: '', search: '', format: 'csv' }),
    lets: [200],
  }),
  'get /api/v1/review/cases/{caseId}': () => ({ lets: [200], about: 'case' }),
  'get /api/v1/review/cases/{caseId}/version': () => ({
    lets: [200],
    about: 'case',
  }),
  'get /api/v1/review/cases/{caseId}/numbers': () => ({
    lets: [200],
    about: 'case',
  }),
  'post /api/v1/review/cases/{caseId}/decisions': () => ({
    // Of a version that never was: nobody's decision takes effect.
    ...json({ act: 'accept', version: 99 }),
    lets: [409],
    about: 'case',
  }),
  'post /api/v1/review/cases/{caseId}/preview': () => ({
    ...json({ act: 'accept', version: 99 }),
    lets: [409],
    about: 'case',
  }),
  // Of a number that was never given.
  'post /api/v1/review/reroutes': () => ({
    ...json({
      number: '9'.repeat(27),
      reason: '填错了乡镇',
      to: { kind: 'township', town9: '422825102' },
    }),
    lets: [404],
  }),
  'post /api/v1/review/cases/{caseId}/commitment-checks': () => ({
    // Of a version that never was.
    ...json({ version: 99, paperId: 'x', found: 'kept', note: '比对一致。' }),
    lets: [409],
    about: 'case',
  }),
  'post /api/v1/review/cases/{caseId}/material-first': ({ sha256 }) => ({
    ...json({ sha256 }),
    lets: [200],
    about: 'case',
  }),
  'get /api/v1/review/cases/{caseId}/materials/{sha256}': () => ({
    lets: [200],
    about: 'case',
  }),
  // A link that nobody was given.
  'get /api/v1/opened/{token}': () => ({ lets: [404] }),
  // Of an event that never was.
  'get /api/v1/review/cases/{caseId}/notices/{n}': () => ({
    lets: [404],
    about: 'case',
  }),
  'get /api/v1/review/held': ({ heldId }) => ({
    lets: [200],
    about: 'list',
    shows: heldId,
  }),
  'get /api/v1/review/receipt-alarms': () => ({ lets: [200] }),
  // It takes nothing but a stream of events.
  'get /api/v1/review/arrivals': () => ({ lets: [400] }),
  // Nothing of these cases is to be fetched.
  'get /api/v1/review/results': () => ({ lets: [200] }),
  // Whose cases are in them: tests/platform/figures.
  'get /api/v1/figures/summary': () => ({ lets: [200] }),
  'post /api/v1/review/held/{operationId}/settlement': () => ({
    // Held for something else: nothing is settled.
    ...json({ decision: 'apply', code: 'unknownKid', reason: '试一试看' }),
    lets: [409],
    about: 'case',
  }),
  'get /api/v1/review/requests': () => ({ lets: [200] }),
  'post /api/v1/review/requests': () => misfit,
  'post /api/v1/review/requests/{requestId}/approval': () => ({ lets: [404] }),
  'post /api/v1/review/cases/{caseId}/look': () => ({
    ...json({ reason: '例行抽查' }),
    lets: [200],
    about: 'case',
  }),
  'get /api/v1/review/devices': ({ spareId }) => ({
    lets: [200],
    about: 'list',
    shows: spareId,
  }),
  'get /api/v1/review/devices/{deviceId}/persons': () => ({
    lets: [200],
    about: 'case',
  }),
  'post /api/v1/review/devices/{deviceId}/state': () => ({
    ...json({ state: 'suspended' }),
    lets: [200],
    about: 'case',
  }),
  // Nobody of that id unlocks it.
  'post /api/v1/review/devices/{deviceId}/clerks/{clerkId}/state': () => ({
    ...json({ state: 'suspended' }),
    lets: [404],
    about: 'case',
  }),
  'post /api/v1/review/devices/{deviceId}/clerks/{clerkId}/removal': () => ({
    lets: [404],
    about: 'case',
  }),
  'post /api/v1/review/tickets': ({ stationCode, clerkId }) => ({
    ...json({ stationCode, clerk: { id: clerkId } }),
    lets: [201],
    about: 'case',
  }),
  'post /api/v1/review/devices/{deviceId}/vouchings': () => ({
    ...json({ name: '向示兰' }),
    // Of one that another asker has suspended meanwhile.
    lets: [201, 409],
    about: 'case',
  }),
  'get /api/v1/review/clerk-proposals': ({ stationCode }) => ({
    lets: [200],
    about: 'list',
    shows: stationCode,
  }),
  'post /api/v1/review/clerk-proposals': ({ stationCode }) => ({
    ...json({ stationCode, name: '向示兰' }),
    // Each that is let in adds one, and ten wait at most.
    lets: [201, 429],
    about: 'case',
  }),
  // One that nobody made.
  'post /api/v1/review/clerk-proposals/{proposalId}/decision': () => ({
    ...json({ decision: 'grant' }),
    lets: [404],
  }),
  'get /api/v1/review/refused': () => ({ lets: [200] }),
  'get /api/v1/review/audit': () => ({ lets: [200] }),
  'get /api/v1/review/matters/{code}': () => ({ lets: [200] }),
  'post /api/v1/imports': () => ({
    headers: { 'Content-Type': IMPORT_TYPE, [IMPORT_HEADER]: '1' },
    body: 'no stick',
    lets: [422],
  }),
  'get /api/v1/imports': () => ({ lets: [200] }),
  'get /api/v1/imports/{importId}/replies/{deviceId}': () => ({ lets: [404] }),
  // Without a signature nobody is let in.
  'post /api/v1/inbound/cases': () => misfit,
  'post /api/v1/inbound/progress': () => misfit,
  'get /healthz': () => ({ lets: [200] }),
  'get /readyz': () => ({ lets: [200] }),
  'get /api/openapi.json': () => ({ lets: [200] }),
  'get /api/docs': () => ({ lets: [200] }),
  // Without a demo there is none.
  'get /api/v1/demo': () => ({ lets: [404] }),
};

/** undefined: nobody has said how this path is tried. */
export function requestOf(operation: string, place: Place): Try | undefined {
  const made = REQUESTS[operation]?.(place);
  if (made === undefined) return undefined;
  const [, template = ''] = operation.split(' ');
  const values: Record<string, string> = {
    caseId: place.caseId,
    token: 'A'.repeat(43),
    sha256: operation.includes('/review/') ? place.sha256 : HASH,
    code: operation.includes('/tickets/') ? '00000000' : 'V14',
    version: 'none',
    n: '99',
    importId: NOBODY,
    deviceId: operation.includes('/review/') ? place.spareId : NOBODY,
    operationId: place.heldId,
    requestId: NOBODY,
    proposalId: NOBODY,
    clerkId: 'nobody',
  };
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name]),
  );
  const query =
    made.about === 'audience'
      ? `?cursor=${place.audience}:0&maxBytes=${LIMITS.feedPageBytes}`
      : '';
  return { ...made, path: path + query };
}

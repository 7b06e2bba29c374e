// Whose the draft is that was begun from somebody's page, and for how long that is known.
import { beforeEach, expect, it } from 'vitest';
import { deviceState } from '../../src/counter/device.ts';
import { openDraft } from '../../src/counter/intake/draft-saver.ts';
import type { Intake } from '../../src/counter/intake/intake.ts';
import {
  comesNext,
  fillIn,
  filledIn,
  takeNext,
} from '../../src/counter/residents/chosen-resident.ts';
import type {
  DeviceState,
  DraftView,
  ResidentView,
} from '../../src/device/device-api.ts';

const view = {
  id: 'row.0',
  name: '向示英',
  person: { idNo: '000000194001050025', name: '向示英' },
  sources: {},
} as unknown as ResidentView;

const draftOf = (draftId: string) =>
  ({ draftId, answers: {}, consents: [] }) as unknown as DraftView;

const intakeOf = (draftId: string) =>
  ({
    draft: draftOf(draftId),
    matter: { counterRole: 'applicant', fields: [] },
    sent: null,
  }) as unknown as Intake;

function clerkIs(id: string | null): void {
  const clerk = id === null ? null : { id, name: '' };
  deviceState.value = { clerk } as unknown as DeviceState;
}

beforeEach(() => clerkIs('clerk-1'));

it('a draft that another resident is served in takes nothing of him who was to come in his own', () => {
  comesNext('his', view);
  expect(takeNext('another')).toBeUndefined();
  expect(takeNext('his')).toBe(view);
  expect(takeNext('his')).toBeUndefined();
});

it('who is read while another draft is opened is not written into it', () => {
  openDraft.value = draftOf('another');
  fillIn(intakeOf('his'), 'applicant', view);
  expect(filledIn('his', 'applicant')).toBeUndefined();
});

it.each([null, 'clerk-2'])(
  'with the lock, or another clerk, nobody is known to the page any more',
  (after) => {
    openDraft.value = draftOf('his');
    fillIn(intakeOf('his'), 'applicant', view);
    expect(filledIn('his', 'applicant')?.view).toBe(view);
    comesNext('his', view);
    clerkIs(after);
    expect(filledIn('his', 'applicant')).toBeUndefined();
    expect(takeNext('his')).toBeUndefined();
  },
);

it('the same clerk going on keeps what was filled in', () => {
  openDraft.value = draftOf('his');
  fillIn(intakeOf('his'), 'applicant', view);
  clerkIs('clerk-1');
  expect(filledIn('his', 'applicant')?.view).toBe(view);
});

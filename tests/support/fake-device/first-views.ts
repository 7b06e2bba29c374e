// What a device shows that is set up, has sent all and lacks nothing.
import type {
  ClerkView,
  DeviceState,
  OutboxView,
  StorageView,
  SyncView,
} from '../../../src/device/device-api.ts';

export const noSync: SyncView = {
  link: 'offline',
  running: false,
  sending: null,
  lastContactAt: '2026-11-25T00:01:00.000Z',
  allDeliveredAt: null,
  nextAttemptAt: null,
  deviceRevoked: false,
  appTooOld: false,
  lost: [],
  clockAheadMs: 12_000,
  photographs: {
    photographs: 'always',
    dailyMegabytes: null,
    spentToday: 0,
    isMetered: false,
    waitingFor: null,
  },
};
export const emptyOutbox: OutboxView = {
  pending: [],
  attention: [],
  held: [],
  settled: [],
  damaged: [],
  acts: 0,
  lastSeq: 0,
  unsent: {
    cases: 0,
    operations: 0,
    operationBytes: 0,
    materials: 0,
    materialBytes: 0,
    oldestMadeAt: null,
    notExported: [],
  },
};
export const roomyStorage: StorageView = {
  state: 'ok',
  unsent: { materials: 0, bytes: 0 },
  limitBytes: 2 * 1024 * 1024 * 1024,
  photographsLeft: 13_981,
  hasTextRoom: true,
  persistence: 'granted',
};
export const readyState: DeviceState = {
  stage: 'ready',
  broken: null,
  storeTooNew: false,
  catalogue: { version: '1', isDraft: true, demo: true },
  station: {
    code: '422825201237',
    name: '水田坝村便民服务点',
    villageName: '水田坝村',
    town9: '422825201',
    townName: '沙道沟镇',
    phone: '0718-5830000',
    deviceNumber: 2,
  },
  policy: 'pin',
  clerks: [aClerk('clerk-1', '田代办员'), aClerk('clerk-2', '向代办员')],
  clerk: { id: 'clerk-1', name: '田代办员' },
  newClerk: null,
  access: {
    device: 'active',
    isForked: false,
    leaseEnded: false,
    unreadable: 0,
  },
  bound: true,
  enrolmentProblem: null,
};

/** Of the demo's policy, bound. */
export function aClerk(
  id: string,
  name: string,
  changes: Partial<ClerkView> = {},
): ClerkView {
  return {
    id,
    name,
    policy: 'pin',
    role: 'clerk',
    needs: null,
    prfCredential: null,
    bound: true,
    problem: null,
    ...changes,
  };
}

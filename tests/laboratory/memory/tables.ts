// The rows of the in-memory store, by table. As PostgreSQL gives them: instants
// are ISO 8601 texts, JSON is a value of its own.
import type { CaseEvent } from '../../../src/domain/cases/event.ts';
import type { UnreadableOperation } from '../../../src/protocol/unreadable.ts';
import type { Envelope } from '../../../src/protocol/sealed-operation.ts';
import type { PublicJwk } from '../../../src/protocol/keys.ts';
import type { AuditHead } from '../../../src/platform/database/queries/audit.ts';
import type { FoundAuthorKey } from '../../../src/platform/database/queries/author-keys.ts';
import type { CaseMaterial } from '../../../src/platform/database/queries/case-materials.ts';
import type { SecretRow } from '../../../src/platform/database/queries/case-secrets.ts';
import type { CaseRow } from '../../../src/platform/database/queries/cases.ts';
import type { CitedKey } from '../../../src/platform/database/queries/cited-keys.ts';
import type { DeviceRow } from '../../../src/platform/database/queries/devices.ts';
import type {
  FeedHead,
  FeedRow,
} from '../../../src/platform/database/queries/feed.ts';
import type { Withdrawal } from '../../../src/platform/database/queries/catalogues.ts';
import type {
  Had,
  ImportedOperation,
} from '../../../src/platform/database/queries/imports.ts';
import type { ImportSummary } from '../../../src/protocol/stick-file.ts';
import type { NoticeRow } from '../../../src/platform/database/queries/notices.ts';
import type { OutcomeRow } from '../../../src/platform/database/queries/operation-outcomes.ts';
import type { OperationRow } from '../../../src/platform/database/queries/operations.ts';
import type { WitnessRow } from '../../../src/platform/database/queries/witnesses.ts';
import type { ShownReceipt } from '../../../src/platform/database/queries/shown-receipts.ts';
import type { Station } from '../../../src/platform/database/queries/stations.ts';

export type Tables = {
  attempts: { county: string; subject: string; at: string };
  auditHeads: AuditHead;
  authorKeys: FoundAuthorKey & { validFrom: string; wrapJwk: PublicJwk };
  caseMaterials: CaseMaterial & {
    county: string;
    caseId: string;
    operationId: string;
    isCurrent: boolean;
    /** false: cited with a key that does not open it. */
    opens?: boolean;
  };
  caseSecrets: SecretRow & { county: string; caseId: string };
  cases: CaseRow & { noticeBy: string | null };
  catalogues: {
    county: string;
    version: string;
    signed: string;
    villageSigned?: string;
    isCurrent: boolean;
  };
  citedKeys: CitedKey & { county: string; sha256: string };
  contacts: { county: string; deviceId: string; seq: number; lastAt: string };
  devices: DeviceRow & { lastNonceUs: number };
  envelopes: {
    county: string;
    envelopeSha256: string;
    deviceId: string;
    envelope: Envelope;
    arrivedAt: string;
  };
  unjudged: {
    county: string;
    envelopeSha256: string;
    arrivedAt: string;
    tooSlowSince?: string;
  };
  unproven: {
    county: string;
    deviceId: string;
    envelopes: number;
    bytes: number;
  };
  epochNames: { county: string; name: string };
  epochs: { county: string; n: number; salt: string };
  events: CaseEvent & { county: string };
  feedHeads: FeedHead & { county: string; audience: string };
  feedItems: FeedRow;
  importFiles: {
    county: string;
    importId: string;
    deviceId: string;
    fileId: string;
    part: number;
    have: Had;
    isWhole: boolean;
  };
  importMaterials: {
    county: string;
    importId: string;
    sha256: string;
    deviceId: string;
    isNew: boolean;
  };
  importOperations: ImportedOperation & { county: string; importId: string };
  imports: {
    county: string;
    importId: string;
    audience: string;
    summary: ImportSummary | null;
  };
  materials: {
    county: string;
    sha256: string;
    deviceId: string;
    bytes: number;
    receivedBytes: number;
    wrappedKey: string | null;
    mediaType: string | null;
    keyOpens: boolean | null;
    completeAt: string | null;
    createdAt: string;
  };
  materialRequests: {
    county: string;
    sha256: string;
    caseId: string;
    at: string;
  };
  noticeHeads: { serial: number };
  notices: NoticeRow;
  operations: OperationRow;
  outcomes: OutcomeRow;
  safeMarks: { county: string; through: string };
  shownReceipts: ShownReceipt & {
    county: string;
    firstShownAt: string;
    lastShownAt: string;
    times: number;
  };
  stations: Station & { county: string; nextDeviceNumber: number };
  tickets: {
    county: string;
    ticketId: string;
    stationCode: string;
    deviceNumber: number;
    signed: string;
    shortCodeMac: string | null;
    shortCodeExpiresAt: string;
    issuedAt: string;
    usedBy: string | null;
    deviceId: string | null;
    voucherId: string | null;
  };
  unreadable: UnreadableOperation & {
    county: string;
    arrivedAt: string;
    isProven: boolean;
    takenBackBy: string | null;
  };
  waiting: {
    county: string;
    deviceId: string;
    operationId: string;
    seq: number;
    envelope: Envelope;
  };
  withdrawals: Withdrawal & { county: string; version: string };
  vaultEscrows: {
    county: string;
    deviceId: string;
    vaultId: string;
    sealed: string;
  };
  witnesses: WitnessRow & { adopted: { n: number; at: string } | null };
  uploadChunks: {
    county: string;
    sha256: string;
    start: number;
    bytes: Uint8Array;
  };
};
export type TableName = keyof Tables;
export type Row<Name extends TableName> = Readonly<Tables[Name]>;

export const TABLE_NAMES: readonly TableName[] = [
  'attempts',
  'auditHeads',
  'authorKeys',
  'caseMaterials',
  'caseSecrets',
  'cases',
  'catalogues',
  'citedKeys',
  'contacts',
  'devices',
  'envelopes',
  'epochNames',
  'epochs',
  'events',
  'feedHeads',
  'feedItems',
  'importFiles',
  'importMaterials',
  'importOperations',
  'imports',
  'materialRequests',
  'materials',
  'noticeHeads',
  'notices',
  'operations',
  'outcomes',
  'safeMarks',
  'shownReceipts',
  'stations',
  'tickets',
  'unjudged',
  'unproven',
  'unreadable',
  'uploadChunks',
  'vaultEscrows',
  'waiting',
  'withdrawals',
  'witnesses',
];

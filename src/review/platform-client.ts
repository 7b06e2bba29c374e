// The console's only way to the platform. Every answer is either a value that
// the shared schema has accepted or a code; nothing throws for a bad network,
// and a captive portal's 200 is not an answer.
import * as v from 'valibot';
import {
  caseVersionSchema,
  UNATTENDED_HEADER,
  type CaseVersion,
} from '../protocol/looking-on.ts';
import {
  matterSchema,
  type Matter,
} from '../domain/catalogue/matter-schema.ts';
import type { ExportFormat } from '../protocol/case-export.ts';
import type { ProblemCode } from '../protocol/error-code.ts';
import { problemSchema, type Problem } from '../protocol/problem.ts';
import {
  caseDetailSchema,
  caseNumbersSchema,
  decisionAnswerSchema,
  heldListSchema,
  materialFirstAnswerSchema,
  noticePreviewSchema,
  refusedListSchema,
  signInWaysSchema,
  staffSchema,
  worklistSchema,
  type CaseDetail,
  type CaseNumbers,
  type Decision,
  type HeldList,
  type NoticePreview,
  type RefusedList,
  type Staff,
  type Worklist,
} from '../protocol/review.ts';
import {
  IMPORT_HEADER,
  IMPORT_PATH,
  IMPORT_TYPE,
  importListSchema,
  importSummarySchema,
  type ImportSummary,
} from '../protocol/stick-file.ts';
import { listen, type Listen } from './live.ts';
import { uploadFile, type Upload } from './imports/upload-file.ts';

/** `offline`: no answer at all; `portal`: something else than the platform answered. */
export type FailureCode = ProblemCode | 'offline' | 'portal';
export type Failure = { ok: false; code: FailureCode; problem?: Problem };
export type Answered<Value> = { ok: true; value: Value } | Failure;

/** By a person, or by the page itself. */
type AskedBy = 'attended' | 'unattended';

export type WorklistQuery = {
  /** A case status; '' = all. */
  status: string;
  search: string;
  /** Cursor of an earlier answer; null = from the top. */
  before: string | null;
};

const BASE = '/api/v1/review';
/** A hall's line may be slow; after this the clerk had better be told. */
const TIMEOUT_MS = 20_000;

function unsettledPath(list: 'held' | 'refused', after?: string): string {
  return after === undefined
    ? `${BASE}/${list}`
    : `${BASE}/${list}?after=${after}`;
}

export class PlatformClient {
  /** Called when the session has ended while something was asked. */
  onSignedOut: () => void = () => undefined;
  private readonly send: typeof fetch;
  private readonly upload: Upload;
  private readonly hear: Listen;

  /** @param send the browser's fetch, upload and event source, or what stands for them in a test */
  constructor(
    send: typeof fetch = (...request) => fetch(...request),
    upload: Upload = uploadFile,
    hear: Listen = listen,
  ) {
    this.send = send;
    this.upload = upload;
    this.hear = hear;
  }

  /** Wakes within a second of something happening to one's cases. */
  onArrivals(onWake: () => void): () => void {
    return this.hear(`${BASE}/arrivals`, onWake);
  }

  /** Who is signed in; `unauthorized` when nobody is. */
  session(): Promise<Answered<Staff>> {
    return this.json(`${BASE}/session`, staffSchema, { quiet: true });
  }

  /** How one may sign in beside login and password. */
  signInWays(): Promise<Answered<v.InferOutput<typeof signInWaysSchema>>> {
    return this.json(`${BASE}/sign-in-ways`, signInWaysSchema);
  }

  /** Where the browser goes to sign in by the county's identity provider. */
  oidcAddress(purpose: 'signIn' | 'signInBeside' | 'proof'): string {
    return `${BASE}/oidc?for=${purpose}`;
  }

  /** `code`: of the authenticator app, once it was asked for. */
  signIn(
    login: string,
    password: string,
    code?: string,
  ): Promise<Answered<Staff>> {
    return this.json(`${BASE}/session`, staffSchema, {
      method: 'POST',
      body: { login, password, ...(code === undefined ? {} : { code }) },
      quiet: true,
    });
  }

  /** The same person shows again that it is he. */
  async proveAgain(password: string, code?: string): Promise<Answered<null>> {
    const answer = await this.ask(`${BASE}/session/proof`, {
      method: 'POST',
      body: { password, ...(code === undefined ? {} : { code }) },
    });
    return answer.ok ? { ok: true, value: null } : answer;
  }

  /** Does something that is answered with nothing. */
  async act(path: string, body?: unknown): Promise<Answered<null>> {
    const answer = await this.ask(path, {
      method: 'POST',
      ...(body === undefined ? {} : { body }),
    });
    return answer.ok ? { ok: true, value: null } : answer;
  }

  async signOut(): Promise<Answered<null>> {
    const answer = await this.ask(`${BASE}/session`, { method: 'DELETE' });
    return answer.ok ? { ok: true, value: null } : answer;
  }

  worklist(
    query: WorklistQuery,
    by: AskedBy = 'attended',
  ): Promise<Answered<Worklist>> {
    // What is searched may be a name, which no URL may carry.
    if (query.search !== '') {
      return this.json(`${BASE}/cases/search`, worklistSchema, {
        method: 'POST',
        body: query,
        by,
      });
    }
    const parameters = new URLSearchParams();
    if (query.status !== '') parameters.set('status', query.status);
    if (query.before !== null) parameters.set('before', query.before);
    const asked = parameters.toString();
    return this.json(
      asked === '' ? `${BASE}/cases` : `${BASE}/cases?${asked}`,
      worklistSchema,
      { by },
    );
  }

  /** The list as a file. */
  async exportCases(wish: {
    status: string;
    search: string;
    format: ExportFormat;
  }): Promise<Answered<Blob>> {
    return await this.blob(`${BASE}/cases/export`, {
      method: 'POST',
      body: wish,
    });
  }

  caseDetail(
    caseId: string,
    by: AskedBy = 'attended',
  ): Promise<Answered<CaseDetail>> {
    return this.json(`${BASE}/cases/${caseId}`, caseDetailSchema, { by });
  }

  /** How far the case is; the page asks by itself, and it counts as no look. */
  caseVersion(caseId: string): Promise<Answered<CaseVersion>> {
    return this.json(`${BASE}/cases/${caseId}/version`, caseVersionSchema, {
      by: 'unattended',
    });
  }

  /** `freshLoginNeeded`: he is to show first that it is he. */
  caseNumbers(caseId: string): Promise<Answered<CaseNumbers>> {
    return this.json(`${BASE}/cases/${caseId}/numbers`, caseNumbersSchema);
  }

  /** The paper that a decision would issue; nothing is decided. */
  preview(
    caseId: string,
    decision: Decision,
  ): Promise<Answered<NoticePreview>> {
    return this.json(`${BASE}/cases/${caseId}/preview`, noticePreviewSchema, {
      method: 'POST',
      body: decision,
    });
  }

  /** Its village sends that one first; false: it is here already. */
  async materialFirst(
    caseId: string,
    sha256: string,
  ): Promise<Answered<{ arrived: boolean }>> {
    return await this.json(
      `${BASE}/cases/${caseId}/material-first`,
      materialFirstAnswerSchema,
      { method: 'POST', body: { sha256 } },
    );
  }

  decide(
    caseId: string,
    decision: Decision,
  ): Promise<Answered<v.InferOutput<typeof decisionAnswerSchema>>> {
    return this.json(
      `${BASE}/cases/${caseId}/decisions`,
      decisionAnswerSchema,
      { method: 'POST', body: decision },
    );
  }

  /** The opened bytes of one photograph, signature or file. */
  async material(
    caseId: string,
    sha256: string,
    mediaType: string,
  ): Promise<Answered<Blob>> {
    const answer = await this.ask(
      `${BASE}/cases/${caseId}/materials/${sha256}`,
      {},
    );
    if (!answer.ok) return answer;
    try {
      const bytes = await answer.value.arrayBuffer();
      return { ok: true, value: new Blob([bytes], { type: mediaType }) };
    } catch {
      return { ok: false, code: 'offline' };
    }
  }

  /** One page; `after`: the last operation of the page before. */
  held(after?: string): Promise<Answered<HeldList>> {
    return this.json(unsettledPath('held', after), heldListSchema);
  }

  refused(after?: string): Promise<Answered<RefusedList>> {
    return this.json(unsettledPath('refused', after), refusedListSchema);
  }

  /**
   * Takes a stick's file in. As long as bytes move it may take its time, so no
   * clock runs.
   */
  async importFile(
    file: Blob,
    onBytes: (sent: number) => void,
  ): Promise<Answered<ImportSummary>> {
    let response: Response;
    try {
      response = await this.upload(IMPORT_PATH, file, {
        headers: { 'content-type': IMPORT_TYPE, [IMPORT_HEADER]: '1' },
        onBytes,
      });
    } catch {
      return { ok: false, code: 'offline' };
    }
    if (!response.ok) {
      const failure = await readFailure(response);
      if (failure.code === 'unauthorized') this.onSignedOut();
      return failure;
    }
    const read = v.safeParse(importSummarySchema, await readJson(response));
    return read.success
      ? { ok: true, value: read.output }
      : { ok: false, code: 'portal' };
  }

  async imports(): Promise<Answered<ImportSummary[]>> {
    const answer = await this.json(IMPORT_PATH, importListSchema);
    return answer.ok ? { ok: true, value: answer.value.imports } : answer;
  }

  /** The county's answer to one device of a file, as a file. */
  async importReply(
    importId: string,
    deviceId: string,
  ): Promise<Answered<Blob>> {
    return await this.blob(
      `${IMPORT_PATH}/${importId}/replies/${deviceId}`,
      {},
    );
  }

  private async blob(
    path: string,
    options: Parameters<PlatformClient['ask']>[1],
  ): Promise<Answered<Blob>> {
    const answer = await this.ask(path, options);
    if (!answer.ok) return answer;
    try {
      return { ok: true, value: await answer.value.blob() };
    } catch {
      return { ok: false, code: 'offline' };
    }
  }

  /** The matter as it was when the case was taken in. */
  matter(code: string, catalogueVersion: string): Promise<Answered<Matter>> {
    const version = encodeURIComponent(catalogueVersion);
    return this.json(
      `${BASE}/matters/${encodeURIComponent(code)}?version=${version}`,
      matterSchema,
    );
  }

  /** Asks a path of the platform; what does not fit the schema is no answer of it. */
  async json<Schema extends v.GenericSchema>(
    path: string,
    schema: Schema,
    options: Request = {},
  ): Promise<Answered<v.InferOutput<Schema>>> {
    const answer = await this.ask(path, options);
    if (!answer.ok) return answer;
    const body = await readJson(answer.value);
    const read = v.safeParse(schema, body);
    return read.success
      ? { ok: true, value: read.output }
      : { ok: false, code: 'portal' };
  }

  private async ask(
    path: string,
    { method = 'GET', body, quiet = false, by }: Request,
  ): Promise<Answered<Response>> {
    let response: Response;
    try {
      response = await this.send(path, {
        method,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: {
          accept: 'application/json',
          ...(by === 'unattended' ? { [UNATTENDED_HEADER]: '1' } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: whenLate(),
      });
    } catch {
      return { ok: false, code: 'offline' };
    }
    if (response.ok) return { ok: true, value: response };
    const failure = await readFailure(response);
    if (failure.code === 'unauthorized' && !quiet) this.onSignedOut();
    return failure;
  }
}

/** Goes on while the body is read: a late abort of what is over does nothing. */
function whenLate(): AbortSignal {
  const giveUp = new AbortController();
  setTimeout(() => giveUp.abort(), TIMEOUT_MS);
  return giveUp.signal;
}

type Request = {
  method?: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  /** Being signed out is the expected answer, not news. */
  quiet?: boolean;
  /** Absent: attended. */
  by?: AskedBy;
};

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

async function readFailure(response: Response): Promise<Failure> {
  const read = v.safeParse(problemSchema, await readJson(response));
  if (read.success) {
    return { ok: false, code: read.output.code, problem: read.output };
  }
  if (response.status === 401) return { ok: false, code: 'unauthorized' };
  // A gateway in front of a platform that restarts says 502 to 504 in HTML.
  if (response.status >= 502) return { ok: false, code: 'unavailable' };
  return { ok: false, code: 'portal' };
}

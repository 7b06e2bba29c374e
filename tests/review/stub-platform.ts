// Stands for the platform in tests of the console's screens: a `fetch` with a
// memory. The true platform is met in the journeys.
import * as v from 'valibot';
import matters from '../../src/domain/catalogue/data/matters.json?raw';
import type { CaseEvent } from '../../src/domain/cases/event.ts';
import type { Problem } from '../../src/protocol/problem.ts';
import type { ImportSummary } from '../../src/protocol/stick-file.ts';
import type { Listen } from '../../src/review/live.ts';
import type { Upload } from '../../src/review/imports/upload-file.ts';
import {
  caseDetailSchema,
  decisionSchema,
  proofSchema,
  type CaseDetail,
  type Decision,
  type HeldRow,
  type NoticePreview,
  type RefusedRow,
  type Staff,
  type WorklistRow,
} from '../../src/protocol/review.ts';

export const REVIEWER: Staff = {
  id: 'reviewer-1',
  name: '李审核',
  role: 'reviewer',
  town9: '422825102',
  townName: '沙道沟镇',
  audiences: ['township:422825102'],
};
const NOW = '2026-11-25T07:20:00.000Z';
const MATTER = 'V14';
const catalogue = JSON.parse(matters) as { matters: { code: string }[] };

export function aCaseId(n: number): string {
  return `019ab000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function aRow(n: number, part: Partial<WorklistRow> = {}): WorklistRow {
  return {
    caseId: aCaseId(n),
    number: `42282510220526112500200${String(n).padStart(2, '0')}14`,
    matterCode: MATTER,
    matterShort: '高龄津贴',
    applicantName: '谭某秀',
    stationName: '水田坝村',
    townName: '沙道沟镇',
    takenInAt: '2026-11-24T02:36:00.000Z',
    arrivedAt: '2026-11-25T02:51:00.000Z',
    noticeBy: { date: '2026-12-01', provisional: false },
    promisedBy: null,
    materials: { arrived: 2, expected: 2 },
    display: 'received',
    lamp: null,
    version: 1,
    ...part,
  };
}

const received: CaseEvent = {
  caseId: aCaseId(1),
  n: 1,
  at: '2026-11-25T02:51:00.000Z',
  by: { kind: 'clerk', id: 'clerk-1', name: '田代办员' },
  body: {
    kind: 'received',
    operationId: aCaseId(901),
    number: '422825102205261125002000114',
    stationCode: '422825102205',
    township: '422825102',
    matterCode: MATTER,
    matterRevision: 1,
    catalogueVersion: '0.3-draft',
    applicantMasked: '谭*秀',
    intake: {
      from: null,
      device: '2026-11-24T02:36:00.000Z',
      to: '2026-11-25T02:51:00.000Z',
    },
    noticeBy: { date: '2026-12-01', provisional: false },
    findings: [],
  },
};

const hash = (letter: string) => letter.repeat(64);

/** A paper that is nothing more than the picture of it. */
const PLAIN = {
  seenAt: null,
  seenBy: null,
  certificate: null,
  dueOn: null,
  takenFrom: null,
  check: null,
};

export function aDetail(part: Partial<CaseDetail> = {}): CaseDetail {
  const page = (letter: string) => ({
    sha256: hash(letter),
    mediaType: 'image/png' as const,
    bytes: 150_000,
    arrived: true,
  });
  return {
    row: aRow(1),
    catalogueVersion: '0.3-draft',
    office: null,
    nextOffice: null,
    departments: [
      { id: 'county-civil', name: '县民政局' },
      { id: 'county-agri', name: '县农业农村局' },
      { id: 'county-housing', name: '县住房和城乡建设局' },
    ],
    jointRoute: null,
    windows: [
      { code: '422825102205', place: '沙道沟镇水田坝村' },
      { code: '422825102000', place: '沙道沟镇便民服务中心' },
    ],
    joint: null,
    withdrawalAsked: null,
    matterName: '高龄津贴申领',
    answers: {
      applicantName: '谭某秀',
      applicantIdNo: '*004X',
      applicantHukou: {
        town9: '422825102',
        village: '422825102205',
        group: 3,
        detail: '12号',
        townName: '沙道沟镇',
        villageName: '水田坝村',
      },
      applicantPhone: '13800002210',
      ageBand: '80至89周岁',
      bankName: '邮政储蓄银行',
      bankAccount: '*5678',
      submitBy: '本人',
    },
    papers: [
      {
        paperId: 'V14-M1',
        paperName: '居民身份证',
        how: 'seen',
        ...PLAIN,
        seenAt: '2026-11-24T02:30:00.000Z',
        pages: [],
      },
      {
        paperId: 'V14-M2',
        paperName: '居民户口簿',
        how: 'photo',
        ...PLAIN,
        pages: [page('a'), page('b')],
      },
      {
        paperId: 'V14-M5',
        paperName: '社会保障卡（金融账户）或银行卡',
        how: 'photo',
        ...PLAIN,
        pages: [page('c')],
      },
    ],
    signatures: [
      {
        by: 'applicant',
        name: '谭某秀',
        sha256: hash('d'),
        mediaType: 'image/png',
        arrived: true,
        signedAt: '2026-11-24T02:35:00.000Z',
      },
    ],
    events: [received],
    deadlines: [],
    findings: [],
    clerk: { name: '田代办员', stationName: '水田坝村' },
    servingWays: ['counter'],
    walkIn: null,
    mandateAt: null,
    bundle: null,
    sameVisit: [],
    acts: ['accept', 'requestCorrection', 'refuse', 'referElsewhere'],
    presets: [
      {
        about: 'BANK_CARD',
        reason: '账户不是老人本人的',
        fix: '换老人本人的社保卡',
      },
      { about: 'ageBand', reason: '年龄档选错', fix: '按身份证改' },
      {
        about: 'V14-M2',
        reason: '本人页看不清',
        fix: '请重拍本人页，四角拍全，不要反光',
      },
    ],
    ...part,
  };
}

/** The same case after acceptance, or what another part says. */
export function anAccepted(part: Partial<CaseDetail> = {}): CaseDetail {
  return aDetail({
    row: aRow(1, {
      display: 'accepted',
      version: 2,
      promisedBy: { date: '2026-12-16', provisional: false },
    }),
    acts: ['conclude', 'reject'],
    events: [
      received,
      {
        caseId: aCaseId(1),
        n: 2,
        at: '2026-11-25T07:19:00.000Z',
        by: { kind: 'staff', id: 'reviewer-2', name: '王审核' },
        body: {
          kind: 'accepted',
          promisedBy: { date: '2026-12-16', provisional: false },
          withDeficiency: false,
        },
      },
    ],
    ...part,
  });
}

/** A photograph's bytes: a grey sheet with lines, drawn on the spot. */
async function aPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(1200, 850);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  pen.fillStyle = '#e9e4d8';
  pen.fillRect(0, 0, 1200, 850);
  pen.fillStyle = '#333';
  pen.font = '64px sans-serif';
  pen.fillText('居民户口簿 本人页', 120, 160);
  for (let y = 240; y < 760; y += 80) pen.fillRect(120, y, 900, 4);
  return await canvas.convertToBlob({ type: 'image/png' });
}

export class StubPlatform {
  staff: Staff | null = REVIEWER;
  isOffline = false;
  /** Whether the person gave his password lately, and whether a code is asked too. */
  isFresh = false;
  hasOidc = false;
  asksCode = false;
  rows: WorklistRow[] = [aRow(1), aRow(2), aRow(3)];
  next: string | null = null;
  counts: Record<string, number> = { received: 3, accepted: 12 };
  detail: CaseDetail = aDetail();
  held: HeldRow[] = [];
  refused: RefusedRow[] = [];
  imports: ImportSummary[] = [];
  /** What each file is answered with, in their order. */
  importAnswers: (ImportSummary | Problem['code'] | 'cut')[] = [];
  readonly uploads: { bytes: number; headers: Record<string, string> }[] = [];
  /** Holds an upload at its half until it is called. */
  letUpload: () => void = () => undefined;
  /** What the next decision is answered with instead of being done. */
  nextProblem: Problem | null = null;
  readonly decisions: Decision[] = [];
  readonly searches: unknown[] = [];
  readonly paths: string[] = [];

  readonly fetch: typeof fetch = async (input, init) => {
    const path = input instanceof Request ? input.url : input.toString();
    const method = init?.method ?? 'GET';
    this.paths.push(`${method} ${path}`);
    if (this.isOffline) throw new TypeError('Failed to fetch');
    const body: unknown =
      typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    return await this.answer(method, path.replace('/api/v1/review/', ''), body);
  };

  readonly upload: Upload = async (_path, file, { headers, onBytes }) => {
    this.uploads.push({ bytes: file.size, headers });
    onBytes(Math.floor(file.size / 2));
    await new Promise<void>((resolve) => {
      this.letUpload = resolve;
    });
    onBytes(file.size);
    const next = this.importAnswers.shift() ?? 'cut';
    if (next === 'cut') throw new TypeError('cut');
    if (typeof next === 'string') return aProblem(422, next);
    this.imports = [next, ...this.imports];
    return Response.json(next);
  };

  private readonly listeners = new Set<() => void>();
  readonly listen: Listen = (_path, onWake) => {
    this.listeners.add(onWake);
    return () => this.listeners.delete(onWake);
  };
  /** Something has happened, says the platform. */
  wake(): void {
    for (const onWake of this.listeners) onWake();
  }

  private async answer(
    method: string,
    path: string,
    body: unknown,
  ): Promise<Response> {
    if (path === 'session' && method === 'POST') {
      const proved = this.prove(body);
      if (!proved.ok) return proved;
      this.staff = REVIEWER;
      return Response.json(REVIEWER);
    }
    if (path === 'sign-in-ways') return Response.json({ oidc: this.hasOidc });
    if (this.staff === null) return aProblem(401, 'unauthorized');
    if (path === 'session/proof') return this.prove(body);
    if (path === 'session' && method === 'DELETE') {
      this.staff = null;
      return new Response(null, { status: 204 });
    }
    if (path === 'session') return Response.json(this.staff);
    const more = this.more(method, path, body);
    if (more !== undefined) return more;
    if (path === 'cases/search') {
      this.searches.push(body);
      return this.list();
    }
    if (path.endsWith('/decisions')) return this.decide(body);
    if (path.endsWith('/preview')) return Response.json(aPaper(body));
    if (path.endsWith('/material-first'))
      return Response.json({ arrived: false });
    if (path.includes('/materials/')) return new Response(await aPicture());
    if (path.endsWith('/version')) {
      const { row } = this.detailOf(path.replace(/\/version$/, ''));
      const { version, materials } = row;
      return Response.json({ version, materialsArrived: materials.arrived });
    }
    if (path.endsWith('/numbers')) return this.numbers();
    if (path.startsWith('cases/')) {
      return Response.json(v.parse(caseDetailSchema, this.detailOf(path)));
    }
    if (path.startsWith('cases')) return this.list();
    if (path.startsWith('matters/')) {
      return Response.json(
        catalogue.matters.find(({ code }) => code === MATTER),
      );
    }
    if (path === '/api/v1/imports')
      return Response.json({ imports: this.imports });
    if (path.includes('/replies/')) return new Response('reply');
    if (path === 'held') return Response.json({ rows: this.held });
    if (path === 'refused') return Response.json({ rows: this.refused });
    return aProblem(404, 'notFound');
  }

  /** The same case under each of the list's numbers, where the list is long. */
  private detailOf(path: string): CaseDetail {
    const row = this.rows.find(({ caseId }) => path.endsWith(caseId));
    return this.rows.length > 3 && row !== undefined
      ? { ...this.detail, row }
      : this.detail;
  }

  /** What lists of their own answer, and what was sent to each path. */
  readonly lists: Record<string, unknown> = {};
  readonly sent: { path: string; body: unknown }[] = [];
  /** Paths that want a fresh login, and what else they answer. */
  readonly freshOnly = new Set<string>();
  readonly answers: Record<string, () => Response> = {};

  private more(
    method: string,
    path: string,
    body: unknown,
  ): Response | undefined {
    const [list = ''] = path.split('?');
    if (method === 'GET' && list in this.lists)
      return Response.json(this.lists[list]);
    const answer = this.answers[path];
    if (answer === undefined) return undefined;
    if (this.freshOnly.has(path) && !this.isFresh)
      return aProblem(401, 'freshLoginNeeded');
    this.sent.push({ path, body });
    return answer();
  }

  private prove(body: unknown): Response {
    const { password, code } = v.parse(proofSchema, body);
    if (password !== 'right') return aProblem(401, 'signInFailed');
    if (this.asksCode && code === undefined) return aProblem(401, 'codeNeeded');
    if (this.asksCode && code !== '123456')
      return aProblem(401, 'signInFailed');
    this.isFresh = true;
    return new Response(null, { status: 204 });
  }

  private numbers(): Response {
    if (!this.isFresh) return aProblem(401, 'freshLoginNeeded');
    return Response.json({
      version: this.detail.row.version,
      answers: [
        { path: 'applicantIdNo', value: '00000019440312004X' },
        { path: 'bankAccount', value: '6200000000012345678' },
      ],
      certificates: [{ paperId: 'V14-M1', value: '42282519440312004X' }],
    });
  }

  private list(): Response {
    return Response.json({
      rows: this.rows,
      next: this.next,
      counts: this.counts,
      serverTime: NOW,
    });
  }

  private decide(body: unknown): Response {
    const decision = v.parse(decisionSchema, body);
    if (this.nextProblem !== null) {
      const problem = this.nextProblem;
      this.nextProblem = null;
      return Response.json(problem, { status: problem.status });
    }
    this.decisions.push(decision);
    return Response.json({ version: 2, display: 'accepted' });
  }
}

/** As a rejection is told. */
function aPaper(body: unknown): NoticePreview {
  const decision = v.parse(decisionSchema, body);
  return {
    title: '不予通过决定书',
    to: '谭某秀（身份证件号码后四位：004X）：',
    lead: '你（单位）提出的“高龄津贴申领”申请，经审查，不予通过。',
    facts: [{ label: '事项', value: '高龄津贴申领' }],
    sections: [
      {
        title: '理由',
        lines: ['reason' in decision ? (decision.reason ?? '') : ''],
      },
    ],
    closing: [],
    issuer: '宣恩县沙道沟镇人民政府',
    issuedOn: '2026年11月25日',
  };
}

export function aProblem(status: number, code: Problem['code']): Response {
  return Response.json(
    { type: 'about:blank', title: code, status, code },
    { status },
  );
}

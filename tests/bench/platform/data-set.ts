// A county's cases of ten years, made by the engine itself: the same rows for the same
// numbers, of nobody. Foreign keys are not asked while they are written; they hold.
import type { Sql } from 'postgres';

const COUNTY = '422825';
/** Devices that are said to have sent them; none of them exists elsewhere. */
const DEVICES = 400;
/** Of a hundred cases those that still wait for somebody; of them the others are done. */
const OPEN_PERCENT = 2;

/**
 * Writes the cases with these numbers, `from` without and `to` with. Each has its
 * operation, history (4 or 6 events), secrets, three photographs and, as far as
 * retention keeps them, its items in two feeds.
 */
export async function writeCases(
  sql: Sql,
  p: { from: number; to: number; catalogueVersion: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`SET LOCAL session_replication_role = replica`;
    await tx`SET LOCAL synchronous_commit = off`;
    await tx.unsafe(THE_CASES, [
      p.from,
      p.to,
      p.catalogueVersion,
      OPEN_PERCENT,
      DEVICES,
    ]);
    for (const statement of OF_THE_CASES) await tx.unsafe(statement);
    await tx`DROP TABLE wanted`;
  });
}

/** While the data set is written the engine waits for no disk. */
export async function hurry(sql: Sql): Promise<void> {
  for (const setting of [
    'fsync = off',
    'full_page_writes = off',
    "max_wal_size = '8GB'",
  ])
    await sql.unsafe(`ALTER SYSTEM SET ${setting}`);
  await sql`SELECT pg_reload_conf()`;
}

/** As the engine is after years, and as durable: before anything is measured. */
export async function settleDown(sql: Sql): Promise<void> {
  await sql`ALTER SYSTEM RESET ALL`;
  await sql`SELECT pg_reload_conf()`;
  await sql`VACUUM (ANALYZE)`;
  await sql`CHECKPOINT`;
}

const day = (name: string) =>
  `to_char((${name}) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')`;
const instant = (name: string) =>
  `to_char((${name}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** One row a case, with all that the others are made of. */
const THE_CASES = `
CREATE TEMP TABLE wanted AS
WITH village AS (
  SELECT code, town9, village_name, row_number() OVER (ORDER BY code) - 1 AS at,
    count(*) OVER () AS villages
  FROM stations WHERE county = '${COUNTY}' AND kind = 'village'
), numbered AS (
  SELECT i, i * 7919::bigint % 1000003 AS mixed,
    i % 100 < $4::int AS is_open
  FROM generate_series($1::int + 1, $2::int) AS i
), timed AS (
  SELECT *, now() - CASE WHEN is_open THEN mixed % 20 ELSE 25 + mixed % 3600 END
    * interval '1 day' - mixed % 28800 * interval '1 second' AS taken_at
  FROM numbered
)
SELECT i, is_open, mixed, taken_at,
  ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid AS case_id,
  ('01900000-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid AS operation_id,
  ('01900000-0000-7000-a000-' || lpad(to_hex(i % $5::int), 12, '0'))::uuid AS device_id,
  i / $5::int + 1 AS seq,
  v.code AS station_code, v.town9, v.village_name,
  v.code || to_char(taken_at, 'YYMMDD') || lpad((i % 10000000)::text, 7, '0')
    || lpad((mixed % 97)::text, 2, '0') AS number,
  $3::text AS catalogue_version,
  (string_to_array('谭 杨 姚 张 李 田 向 覃 黄 彭 罗 龙 冉 曾 王 刘 陈 周 吴 瞿', ' '))[1 + mixed % 20]
    || (string_to_array('示 国 大 文 秀 玉 光 天 明 家', ' '))[1 + mixed / 20 % 10]
    || (string_to_array('福 贵 英 兰 华 平 军 梅 江 菊 凤 林 山 红 芳 强 珍 云 香 清', ' '))[1 + mixed / 200 % 20]
    AS name,
  CASE WHEN NOT is_open THEN CASE mixed % 20 WHEN 0 THEN 'rejected' WHEN 1 THEN 'withdrawn' ELSE 'concluded' END
    ELSE (ARRAY['received', 'received', 'correcting', 'accepted', 'accepted', 'inDepartment'])[1 + mixed % 6] END AS status,
  CASE WHEN mixed % 3 = 0 THEN (ARRAY['rsj', 'mzj', 'wjj', 'cl', 'nyj'])[1 + mixed % 5] END AS office_id
FROM timed JOIN village v ON v.at = mixed % v.villages`;

const RECEIVED = `jsonb_build_object('kind', 'received', 'operationId', operation_id,
  'number', number, 'stationCode', station_code, 'township', town9, 'matterCode', 'V14',
  'matterRevision', 1, 'catalogueVersion', catalogue_version,
  'applicantMasked', left(name, 1) || '*' || right(name, 1),
  'intake', jsonb_build_object('from', null, 'device', ${instant('taken_at')}, 'to', ${instant('taken_at')}),
  'noticeBy', jsonb_build_object('date', ${day("taken_at + interval '7 days'")}, 'provisional', false),
  'findings', '[]'::jsonb)`;
const ACCEPTED = `jsonb_build_object('kind', 'accepted', 'promisedBy',
  jsonb_build_object('date', ${day("taken_at + interval '24 days'")}, 'provisional', false),
  'withDeficiency', false)`;
const PAGES = `(SELECT jsonb_agg(jsonb_build_object('sha256',
  encode(sha256(convert_to(i || '-' || k, 'UTF8')), 'hex'), 'bytes', 139264,
  'mediaType', 'image/jpeg')) FROM generate_series(1, 3) AS k)`;

/** An ended case has as many events as its way takes; an open one those of its status. */
const events = (where: string) => `
  SELECT case_id, place, at, by_kind, body, station_code, town9 FROM wanted,
  LATERAL (VALUES
    (1, 'received', taken_at, 'clerk', ${RECEIVED}, true),
    (2, 'correctionRequested', taken_at + interval '1 day', 'staff',
      jsonb_build_object('kind', 'correctionRequested', 'items', jsonb_build_array(jsonb_build_object(
        'about', 'V14-M2', 'target', 'paper', 'reason', '看不清', 'fix', '请重拍')),
        'dueOn', jsonb_build_object('date', ${day("taken_at + interval '15 days'")}, 'provisional', false)),
      status = 'correcting' OR mixed % 5 = 0),
    (3, 'correctionAnswered', taken_at + interval '3 days', 'clerk',
      jsonb_build_object('kind', 'correctionAnswered', 'operationId', operation_id,
        'fields', '[]'::jsonb, 'papers', jsonb_build_array('V14-M2')),
      status <> 'correcting' AND mixed % 5 = 0),
    (4, 'accepted', taken_at + interval '4 days', 'staff', ${ACCEPTED},
      status NOT IN ('received', 'correcting', 'withdrawn')),
    (5, 'departmentStarted', taken_at + interval '5 days', 'staff',
      jsonb_build_object('kind', 'departmentStarted', 'officeId', coalesce(office_id, 'mzj')),
      status = 'inDepartment'),
    (6, 'ended', taken_at + (6 + mixed % 25) * interval '1 day', 'staff',
      CASE status WHEN 'withdrawn' THEN jsonb_build_object('kind', 'withdrawn', 'reason', '不办了')
        WHEN 'rejected' THEN jsonb_build_object('kind', 'concludedRejected', 'reason', '不符合条件', 'remedy', '可申请行政复议')
        ELSE jsonb_build_object('kind', 'concludedApproved', 'result', '高龄津贴', 'pickup', null, 'note', '') END,
      NOT is_open),
    (7, 'delivered', taken_at + (8 + mixed % 25) * interval '1 day', 'clerk',
      jsonb_build_object('kind', 'delivered', 'receivedBy', name), status = 'concluded')
  ) AS all_events(place, kind, at, by_kind, body, happened)
  WHERE happened AND ${where}`;

const numbered = (where = 'true') => `
  SELECT e.*, row_number() OVER (PARTITION BY case_id ORDER BY place) AS nth
  FROM (${events(where)}) AS e`;

const OF_THE_CASES = [
  `INSERT INTO cases (county, case_id, number, station_code, town9, matter_code,
    matter_revision, catalogue_version, clerk_id, clerk_name, applicant_name,
    answers, papers, signatures, consents, query_code_mac, state, status, version,
    notice_by, taken_in_at, arrived_at, offices)
  SELECT '${COUNTY}', case_id, number, station_code, town9, 'V14', 1,
    catalogue_version, 'bench-clerk', '杨示梅', name,
    jsonb_build_object('applicantName', name, 'applicantIdNo', '**************0027',
      'applicantHukou', jsonb_build_object('town9', town9, 'village', station_code,
        'group', 1 + mixed % 9, 'detail', (1 + mixed % 9) || '组' || mixed % 90 || '号',
        'townName', '长潭河侗族乡', 'villageName', village_name),
      'applicantPhone', '0718-0009001', 'ageBand', '90至99周岁',
      'bankName', '湖北农商行（农村信用社）', 'bankAccount', '***************0158', 'submitBy', '本人'),
    jsonb_build_array(
      jsonb_build_object('how', 'seen', 'paperId', 'V14-M1', 'seenAt', ${instant('taken_at')}),
      jsonb_build_object('how', 'photo', 'paperId', 'V14-M2', 'pages', ${PAGES})),
    '[]', '[]', md5(i::text),
    jsonb_build_object('status', status, 'version', versions,
      'noticeBy', jsonb_build_object('date', ${day("taken_at + interval '7 days'")}, 'provisional', false),
      'promisedBy', CASE WHEN accepted_at IS NOT NULL THEN jsonb_build_object('date', ${day("taken_at + interval '24 days'")}, 'provisional', false) END,
      'acceptedAt', ${instant('accepted_at')}, 'endedAt', ${instant('ended_at')},
      'hasOpenDeficiency', false,
      'correction', CASE WHEN status = 'correcting' THEN jsonb_build_object('event', 2,
        'items', jsonb_build_array(jsonb_build_object('about', 'V14-M2', 'target', 'paper', 'reason', '看不清', 'fix', '请重拍')),
        'dueOn', jsonb_build_object('date', ${day("taken_at + interval '15 days'")}, 'provisional', false), 'before', 'received') END,
      'special', null, 'officeId', office_id,
      'result', CASE WHEN status = 'concluded' THEN jsonb_build_object('name', '高龄津贴', 'pickup', null, 'note', '') END,
      'handedOver', status = 'concluded', 'reason', null, 'authority', null, 'remedy', null),
    status, versions, (taken_at + interval '7 days')::date, taken_at, taken_at,
    CASE WHEN office_id IS NULL THEN '{}' ELSE ARRAY[office_id] END
  FROM wanted JOIN LATERAL (
    SELECT 1 + (status = 'correcting' OR mixed % 5 = 0)::int
        + (status <> 'correcting' AND mixed % 5 = 0)::int
        + (status NOT IN ('received', 'correcting', 'withdrawn'))::int
        + (status = 'inDepartment')::int + (NOT is_open)::int
        + (status = 'concluded')::int AS versions,
      CASE WHEN status NOT IN ('received', 'correcting', 'withdrawn') THEN taken_at + interval '4 days' END AS accepted_at,
      CASE WHEN NOT is_open THEN taken_at + (6 + mixed % 25) * interval '1 day' END AS ended_at
  ) AS told ON true`,
  `INSERT INTO events (county, case_id, n, kind, national_code, at, by_kind, by_id, by_name, body)
  SELECT '${COUNTY}', case_id, nth, body->>'kind', null, at, by_kind, 'bench', '谭示贵', body
  FROM (${numbered()}) AS e`,
  `INSERT INTO operations (county, operation_id, sha256, jwe_sha256, device_id, seq,
    prev, case_id, case_prev, schema, author_kid, result, code, number, arrived_at)
  SELECT '${COUNTY}', operation_id, encode(sha256(convert_to('o' || i, 'UTF8')), 'hex'),
    encode(sha256(convert_to('j' || i, 'UTF8')), 'hex'), device_id, seq, null, case_id,
    null, 'submit@1', 'bench', 'applied', null, number, taken_at
  FROM wanted`,
  `INSERT INTO case_secrets (county, case_id, path, sealed, mac, last4)
  SELECT '${COUNTY}', case_id, path, repeat(md5(path || i), 2),
    encode(sha256(convert_to(path || i, 'UTF8')), 'hex'), '0027'
  FROM wanted, (VALUES ('applicantIdNo'), ('bankAccount')) AS secret(path)`,
  `INSERT INTO materials (county, sha256, device_id, bytes, received_bytes, wrapped_key,
    media_type, complete_at, created_at, key_opens)
  SELECT '${COUNTY}', encode(sha256(convert_to(i || '-' || k, 'UTF8')), 'hex'), device_id,
    139264, 139264, repeat(md5(i || '-' || k), 3), 'image/jpeg', taken_at, taken_at, true
  FROM wanted, generate_series(1, 3) AS k`,
  `INSERT INTO case_materials (county, case_id, paper_id, page, operation_id, sha256)
  SELECT '${COUNTY}', case_id, 'V14-M2', k, operation_id,
    encode(sha256(convert_to(i || '-' || k, 'UTF8')), 'hex')
  FROM wanted, generate_series(1, 3) AS k`,
  `WITH items AS (
    SELECT audience, case_id, at, jsonb_build_object('caseId', case_id, 'n', nth, 'at', ${instant('at')},
        'by', jsonb_build_object('kind', by_kind, 'id', 'bench', 'name', '谭示贵'), 'body', body) AS body,
      row_number() OVER (PARTITION BY audience ORDER BY at, case_id) AS place
    FROM (${numbered("taken_at > now() - interval '180 days'")}) AS e,
      LATERAL (VALUES ('station:' || station_code), ('township:' || town9)) AS two(audience)
  ), heads AS (
    INSERT INTO feed_heads AS h (county, audience, pos)
    SELECT '${COUNTY}', audience, count(*) FROM items GROUP BY audience
    ON CONFLICT (county, audience) DO UPDATE SET pos = h.pos + EXCLUDED.pos
    RETURNING audience, pos
  )
  INSERT INTO feed_items (county, audience, pos, case_id, kind, body, at)
  SELECT '${COUNTY}', i.audience, h.pos - c.items + i.place, case_id, 'event', i.body, i.at
  FROM items i JOIN heads h USING (audience)
  JOIN (SELECT audience, count(*) AS items FROM items GROUP BY audience) c USING (audience)`,
];

-- Release 0.2.0: lists, searches and case pages that cost the same however many cases there are. Compatible since 0046.

-- Where a case stands in the list: by its day, and within it by its order. As functions,
-- so that an index has the very order that is asked for.
CREATE FUNCTION case_day(status text, version integer, due_version integer,
  due_on date, notice_by date, state jsonb)
RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(CASE
    WHEN due_version = version THEN due_on
    WHEN status = 'received' THEN notice_by
    WHEN status IN ('accepted', 'inDepartment') THEN make_date(
      left(state->'promisedBy'->>'date', 4)::integer,
      substr(state->'promisedBy'->>'date', 6, 2)::integer,
      right(state->'promisedBy'->>'date', 2)::integer)
  END, DATE '9999-12-31')
$$;
-- The seconds since 1970 are those of every zone.
CREATE FUNCTION case_order(status text, taken_in_at timestamptz)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN status IN ('concluded', 'rejected', 'notAccepted', 'withdrawn')
    THEN -extract(epoch FROM taken_in_at)::float8
    ELSE extract(epoch FROM taken_in_at)::float8 - 1e11
  END
$$;

CREATE INDEX cases_by_status ON cases (county, town9, status,
  case_day(status, version, due_version, due_on, notice_by, state),
  case_order(status, taken_in_at), case_id);
DROP INDEX cases_worklist;
CREATE INDEX cases_by_station ON cases (county, station_code,
  case_day(status, version, due_version, due_on, notice_by, state),
  case_order(status, taken_in_at), case_id);

-- A name in parts of two characters, each with its township: the trigrams that were
-- here before find no two characters in the middle of a word, and most names have three.
CREATE FUNCTION name_parts(town9 text, name text)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(
    SELECT DISTINCT town9 || lower(substr(name, at, 2))
    FROM generate_series(1, length(name) - 1) AS at)
$$;
CREATE INDEX cases_name_parts ON cases USING gin (name_parts(town9, applicant_name));
DROP INDEX cases_name;

-- As in 0010, but of one case alone: what is named twice is otherwise made whole, of
-- all cases, each time.
CREATE OR REPLACE VIEW standing_materials AS
WITH current AS NOT MATERIALIZED (
  SELECT cm.county, cm.case_id, cm.paper_id, cm.page, cm.operation_id,
    cm.sha256,
    m.complete_at IS NOT NULL AND cm.opens IS DISTINCT FROM false AS is_complete,
    coalesce(o.schema = 'supplement@1', false) AS is_supplement
  FROM case_materials cm
  LEFT JOIN materials m ON m.county = cm.county AND m.sha256 = cm.sha256
  LEFT JOIN operations o
    ON o.county = cm.county AND o.operation_id = cm.operation_id
  WHERE cm.is_current
)
SELECT c.county, c.case_id, c.paper_id, c.page, c.operation_id, c.sha256,
  c.is_complete
FROM current c
WHERE c.is_complete OR c.is_supplement OR (
  SELECT count(*) FILTER (WHERE NOT s.is_complete AND NOT s.is_supplement)
    > count(*) FILTER (WHERE s.is_complete AND s.is_supplement)
  FROM current s
  WHERE s.county = c.county AND s.case_id = c.case_id
    AND s.paper_id = c.paper_id
);

-- How many cases a township has in which status, beside what is counted by month.
ALTER TABLE figures_cases
  -- As it was counted; '': before 0047.
  ADD COLUMN status text NOT NULL DEFAULT '';
CREATE TABLE figures_statuses (
  county text NOT NULL,
  town9 text NOT NULL,
  status text NOT NULL,
  cases integer NOT NULL,
  PRIMARY KEY (county, town9, status)
);
COMMENT ON TABLE figures_statuses IS 'Sums over figures_cases; what has happened since is added by whoever reads them.';
UPDATE figures_state SET counted_to = '00000000-0000-0000-0000-000000000000';

-- Release 0.2.0: who saw and did what, in one chain; what was written down as openings
-- is its beginning.
CREATE TABLE audit (
  county text NOT NULL,
  -- 1, 2, 3 … without a gap.
  n bigint NOT NULL,
  at timestamptz NOT NULL,
  -- Who; null: nobody who is known, or somebody at the county's own keyboard.
  account_id text,
  act text NOT NULL,
  -- Whose case was seen; null: none.
  case_id uuid,
  -- All of it as JSON, number included: the text that is hashed.
  entry text NOT NULL,
  -- SHA-256 (hex) of the hash before, a line feed and the entry.
  hash text NOT NULL,
  PRIMARY KEY (county, n)
);
COMMENT ON TABLE audit IS 'Who saw and did what; ids and nothing personal; never changed, never deleted, chained by hash.';
CREATE INDEX audit_of_case ON audit (county, case_id, n) WHERE case_id IS NOT NULL;
CREATE INDEX audit_of_account ON audit (county, account_id, n);
CREATE TRIGGER audit_is_history BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE audit_heads (
  county text PRIMARY KEY,
  n bigint NOT NULL,
  hash text NOT NULL,
  -- By a key that is not in the database; null until the platform writes its first.
  mac text
);
COMMENT ON TABLE audit_heads IS 'End of the chain; its row is locked by whoever adds to it.';

DO $$
DECLARE
  opening record;
  k bigint := 0;
  before text := '';
  of_county text;
  line text;
BEGIN
  FOR opening IN SELECT * FROM openings ORDER BY county, n LOOP
    IF of_county IS DISTINCT FROM opening.county THEN
      of_county := opening.county;
      k := 0;
      before := '';
    END IF;
    k := k + 1;
    line := jsonb_build_object('n', k,
      'at', to_char(opening.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'accountId', opening.account_id,
      'act', CASE WHEN opening.is_refused THEN 'refused'
        WHEN opening.sha256 IS NULL THEN 'caseOpened' ELSE 'materialOpened' END,
      'caseId', opening.case_id,
      'detail', jsonb_strip_nulls(jsonb_build_object('sha256', opening.sha256)))::text;
    before := encode(sha256(convert_to(before || E'\n' || line, 'UTF8')), 'hex');
    INSERT INTO audit (county, n, at, account_id, act, case_id, entry, hash)
    SELECT opening.county, k, (line::jsonb->>'at')::timestamptz,
      opening.account_id, line::jsonb->>'act', opening.case_id, line, before;
    INSERT INTO audit_heads (county, n, hash) VALUES (opening.county, k, before)
    ON CONFLICT (county) DO UPDATE SET n = k, hash = before;
  END LOOP;
END $$;
DROP TABLE openings;

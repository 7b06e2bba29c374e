-- Release 0.2.0: the log of who saw whom in a table a month, since it only ages. Compatible since 0047.
-- What there is so far is its first part. That a number is given once is kept by
-- audit_heads; a key must hold the time that the parts are made by.
ALTER TABLE audit RENAME TO audit_before_months;
ALTER TABLE audit_before_months DROP CONSTRAINT audit_pkey;
DROP TRIGGER audit_is_history ON audit_before_months;
ALTER INDEX audit_of_case RENAME TO audit_before_months_of_case;
ALTER INDEX audit_of_account RENAME TO audit_before_months_of_account;

CREATE TABLE audit (LIKE audit_before_months INCLUDING COMMENTS, PRIMARY KEY (county, n, at))
  PARTITION BY RANGE (at);
COMMENT ON TABLE audit IS 'Who saw and did what; ids and nothing personal; never changed, never deleted, chained by hash. In parts of a month (queries/audit-months.ts).';
CREATE INDEX audit_of_case ON audit (county, case_id, n) WHERE case_id IS NOT NULL;
CREATE INDEX audit_of_account ON audit (county, account_id, n);
CREATE TRIGGER audit_is_history BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

DO $$
DECLARE
  newest timestamptz := (SELECT max(at) FROM audit_before_months);
BEGIN
  EXECUTE format('ALTER TABLE audit ATTACH PARTITION audit_before_months FOR VALUES FROM (MINVALUE) TO (%L)',
    date_trunc('month', greatest(newest, now()), 'UTC') + interval '1 month');
END $$;
-- Of months that nobody has made ready.
CREATE TABLE audit_other_months PARTITION OF audit DEFAULT;

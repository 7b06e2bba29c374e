-- Release 0.2.0: why somebody looked is in people's own words, and those may name anybody.
-- What was written in plain is no release's: the table came with this one.
DELETE FROM right_requests;
ALTER TABLE right_requests DROP COLUMN reason;
ALTER TABLE right_requests
  -- AES-256-GCM under the column key, as case_secrets.
  ADD COLUMN sealed_reason text NOT NULL;
CREATE INDEX right_requests_open_of ON right_requests (county, account_id, asked_at)
  WHERE used_at IS NULL;

-- Release 0.2.0: what a person asked to do and why, where the matrix wants a reason or
-- the word of a second person.
CREATE TABLE right_requests (
  county text NOT NULL,
  request_id uuid NOT NULL,
  account_id text NOT NULL,
  -- Row of the permission matrix.
  action text NOT NULL,
  -- What it is about, as `operation:{id}` or `material:{case}/{sha256}`.
  subject text NOT NULL,
  reason text NOT NULL,
  asked_at timestamptz NOT NULL,
  -- The second person; null: nobody has said yes.
  approved_by text,
  approved_at timestamptz,
  -- When it was made use of; it is good for once.
  used_at timestamptz,
  PRIMARY KEY (county, request_id),
  CHECK (approved_by <> account_id)
);
COMMENT ON TABLE right_requests IS 'Reasons and second persons; the audit log names their ids.';
CREATE INDEX right_requests_open ON right_requests (county, asked_at) WHERE used_at IS NULL;

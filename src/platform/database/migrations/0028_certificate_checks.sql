-- Release 0.2.0: e-certificates that are to be asked for at the county's register of them.
CREATE TABLE certificate_checks (
  county text NOT NULL,
  case_id uuid NOT NULL,
  paper_id text NOT NULL,
  -- Keyed hash of the number that is asked for: another number is another question.
  mac text NOT NULL,
  -- Of the case when it was last looked through.
  seen_version integer NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- When it is asked for next; null: it was answered, or nobody needs it any more.
  next_at timestamptz,
  -- What was told of it last; null: nothing yet.
  found text CHECK (found IN ('ok', 'mismatch', 'unavailable')),
  PRIMARY KEY (county, case_id, paper_id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
CREATE INDEX certificate_checks_due ON certificate_checks (county, next_at)
  WHERE next_at IS NOT NULL;
CREATE INDEX cases_with_certificates ON cases (county, case_id)
  WHERE papers @> '[{"how": "eCert"}]';
COMMENT ON TABLE certificate_checks IS 'A queue, one row a certificate of a case; its number stands in the case alone, sealed.';

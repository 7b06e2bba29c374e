-- Release 0.2.0: who opened which case, and which of its materials.
CREATE TABLE openings (
  county text NOT NULL,
  n bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  account_id text NOT NULL,
  case_id uuid NOT NULL,
  -- Of the material; null: the case itself.
  sha256 text,
  -- The permission matrix did not let him.
  is_refused boolean NOT NULL,
  PRIMARY KEY (county, n)
);
COMMENT ON TABLE openings IS 'Each opening of a case or material by a person; never changed, never deleted.';
CREATE INDEX openings_of_case ON openings (county, case_id);
CREATE TRIGGER openings_is_history BEFORE UPDATE OR DELETE ON openings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

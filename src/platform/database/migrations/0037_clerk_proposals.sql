-- Release 0.2.0: a township proposes who shall take in at a station; the county decides.
CREATE TABLE clerk_proposals (
  county text NOT NULL,
  proposal_id uuid NOT NULL,
  station_code text NOT NULL,
  clerk_name text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  -- Null: nobody has decided.
  decided_by text,
  decided_at timestamptz,
  -- The account that came of it; null: none did.
  clerk_id text,
  PRIMARY KEY (county, proposal_id),
  FOREIGN KEY (county, station_code) REFERENCES stations (county, code),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (clerk_id IS NULL OR decided_at IS NOT NULL)
);
COMMENT ON TABLE clerk_proposals IS 'Clerks whom townships proposed to the county.';
CREATE INDEX clerk_proposals_open ON clerk_proposals (county, station_code)
  WHERE decided_at IS NULL;

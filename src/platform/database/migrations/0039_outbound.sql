-- Release 0.2.0: how far an attached system has been told what happens to cases. Compatible since 0038.
CREATE TABLE outbound_cursors (
  county text NOT NULL,
  -- As in feed_heads: 'township:422825102'.
  audience text NOT NULL,
  -- It has been told everything up to there.
  pos bigint NOT NULL,
  -- In vain, since the last answer.
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  PRIMARY KEY (county, audience)
);
COMMENT ON TABLE outbound_cursors IS 'A place in the feed of each township: what stands behind it is still to be told.';

-- Events that the attached system has refused: told again when a person says so.
CREATE TABLE outbound_dead (
  county text NOT NULL,
  case_id uuid NOT NULL,
  n integer NOT NULL,
  -- HTTP status of the refusal.
  status integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, case_id, n),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);

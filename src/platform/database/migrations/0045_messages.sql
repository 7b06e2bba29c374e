-- Release 0.2.0: short messages by which applicants hear of their cases. Compatible since 0038.
CREATE TABLE messages (
  county text NOT NULL,
  case_id uuid NOT NULL,
  -- The event that is told of.
  n integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('accepted', 'correction', 'concluded')),
  attempts integer NOT NULL DEFAULT 0,
  -- When it is tried next; null: it has been sent, or given up.
  next_at timestamptz,
  outcome text CHECK (outcome IN ('sent', 'refused', 'unreachable', 'noNumber')),
  at timestamptz NOT NULL,
  PRIMARY KEY (county, case_id, n),
  FOREIGN KEY (county, case_id, n) REFERENCES events (county, case_id, n)
);
CREATE INDEX messages_due ON messages (county, next_at)
  WHERE next_at IS NOT NULL;
COMMENT ON TABLE messages IS 'A queue, one row an event; number and words are made when it is sent, and kept nowhere.';

CREATE INDEX events_told ON events (county, at)
  WHERE kind IN ('accepted', 'correctionRequested', 'notAcceptable',
    'acceptanceRefused', 'concludedApproved', 'concludedWithDeficiency',
    'concludedRejected');

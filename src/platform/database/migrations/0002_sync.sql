-- What delivery needs beyond its spine: proofs that survive a restore, the reports
-- of devices, outcomes of held work, marks of finished backups.

ALTER TABLE devices
  -- The operation last confirmed to it: of all proven ones the last stored.
  ADD COLUMN ack_seq integer NOT NULL DEFAULT 0,
  ADD COLUMN ack_head text,
  -- forked: two copies of it have gone on by themselves.
  ADD COLUMN chain_state text NOT NULL DEFAULT 'whole'
    CHECK (chain_state IN ('whole', 'forked')),
  -- What it said of its own chain: the highest place ever, with its hash.
  ADD COLUMN reported_seq integer NOT NULL DEFAULT 0,
  ADD COLUMN reported_head text,
  -- Inclusive ranges of entries that it has lost itself.
  ADD COLUMN reported_lost jsonb NOT NULL DEFAULT '[]',
  -- Cases whose history its app cannot read.
  ADD COLUMN reported_unreadable integer NOT NULL DEFAULT 0,
  ADD COLUMN reported_at timestamptz;

-- Until now also counted what nobody had proved to have made.
WITH places AS (
  SELECT DISTINCT ON (county, device_id, seq) county, device_id, seq, sha256
  FROM operations WHERE author_kid IS NOT NULL
  ORDER BY county, device_id, seq, arrived_at
), counted AS (
  SELECT *, row_number() OVER (PARTITION BY county, device_id ORDER BY seq) AS n
  FROM places
), known AS (
  SELECT DISTINCT ON (county, device_id) county, device_id, seq, sha256
  FROM counted WHERE seq = n ORDER BY county, device_id, seq DESC
), last AS (
  SELECT DISTINCT ON (county, device_id) county, device_id, seq, sha256
  FROM places ORDER BY county, device_id, seq DESC
)
UPDATE devices d SET known_seq = coalesce(known.seq, 0), head = known.sha256,
  highest_seq = coalesce(last.seq, 0), ack_seq = coalesce(last.seq, 0),
  ack_head = last.sha256
FROM devices e
LEFT JOIN known ON known.county = e.county AND known.device_id = e.device_id
LEFT JOIN last ON last.county = e.county AND last.device_id = e.device_id
WHERE d.county = e.county AND d.device_id = e.device_id;

-- A device told of it from its tray: nothing that the clerk signed again.
ALTER TABLE operations ADD COLUMN given_up boolean NOT NULL DEFAULT false;

CREATE TABLE epoch_names (
  county text NOT NULL,
  name text NOT NULL,
  -- false: a device brought it; the restore has lost it here.
  is_own boolean NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, name)
);
COMMENT ON TABLE epoch_names IS 'Every epoch that devices were told, also one that only they still know of.';
CREATE TRIGGER epoch_names_are_history BEFORE UPDATE OR DELETE ON epoch_names
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- At which places of its chain a device said it was, and when last: what it made
-- after that is younger.
CREATE TABLE device_contacts (
  county text NOT NULL,
  device_id uuid NOT NULL,
  seq integer NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (county, device_id, seq),
  FOREIGN KEY (county, device_id) REFERENCES devices (county, device_id)
);

CREATE TABLE operation_outcomes (
  county text NOT NULL,
  operation_id uuid NOT NULL,
  n integer NOT NULL CHECK (n >= 1),
  -- The code it was held for until then.
  held_for text NOT NULL,
  -- follow: it waited for the one before it; rerun: after a mended fault.
  decision text NOT NULL CHECK (decision IN ('apply', 'refuse', 'follow', 'rerun')),
  by_name text NOT NULL,
  reason text,
  result text NOT NULL CHECK (result IN ('applied', 'held', 'refused')),
  code text,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, operation_id, n)
);
COMMENT ON TABLE operation_outcomes IS 'What became of held operations, by whom and why; operations has the last result.';
CREATE TRIGGER operation_outcomes_are_history
  BEFORE UPDATE OR DELETE ON operation_outcomes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE catalogue_withdrawals (
  county text NOT NULL,
  version text NOT NULL,
  -- stopIntake: nothing new by it; stopAll: nor anything on cases pinned to it.
  mode text NOT NULL CHECK (mode IN ('stopIntake', 'stopAll')),
  at timestamptz NOT NULL,
  PRIMARY KEY (county, version, mode),
  FOREIGN KEY (county, version) REFERENCES catalogues (county, version)
);
CREATE TRIGGER catalogue_withdrawals_are_history
  BEFORE UPDATE OR DELETE ON catalogue_withdrawals
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE witnesses (
  county text NOT NULL,
  case_id uuid NOT NULL,
  n integer NOT NULL CHECK (n >= 1),
  -- Of the event: the same whoever hands it in, and however often it was pulled.
  hash text NOT NULL,
  -- One that it was pulled with.
  mac text NOT NULL,
  epoch text NOT NULL,
  audience text NOT NULL,
  pos bigint NOT NULL,
  event jsonb NOT NULL,
  device_id uuid NOT NULL,
  handed_in_at timestamptz NOT NULL,
  -- Set when a person adopted it: the number it has now.
  adopted_n integer,
  adopted_by text,
  adopted_at timestamptz,
  PRIMARY KEY (county, case_id, n, hash)
);
COMMENT ON TABLE witnesses IS 'Events that a restore has lost and devices still had, proven by their MAC; a person adopts them.';

CREATE TABLE safe_marks (
  county text NOT NULL,
  -- All that was committed until then lies in a finished backup.
  through timestamptz NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, through)
);
CREATE TRIGGER safe_marks_are_history BEFORE UPDATE OR DELETE ON safe_marks
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
COMMENT ON TABLE safe_marks IS 'Finished backups. A restore to an older one takes the marks of the later ones with it.';

CREATE TABLE material_requests (
  county text NOT NULL,
  sha256 text NOT NULL,
  case_id uuid NOT NULL,
  account_id text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, sha256),
  FOREIGN KEY (county, sha256) REFERENCES materials (county, sha256)
);
COMMENT ON TABLE material_requests IS 'A reviewer waits for these; over as soon as they are complete.';
CREATE INDEX materials_lacking ON materials (county, device_id)
  WHERE complete_at IS NULL;

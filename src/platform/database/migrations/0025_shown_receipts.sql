-- Release 0.2.0: genuine receipts that somebody has shown and whose case is not here. The
-- holder waits for something that the county knows nothing of.
CREATE TABLE shown_receipts (
  county text NOT NULL,
  number text NOT NULL,
  station_code text NOT NULL,
  matter_code text NOT NULL,
  -- When the village took it in, by its own word.
  intake_at timestamptz NOT NULL,
  first_shown_at timestamptz NOT NULL,
  last_shown_at timestamptz NOT NULL,
  times integer NOT NULL DEFAULT 1,
  PRIMARY KEY (county, number)
);
CREATE INDEX shown_receipts_first ON shown_receipts (county, first_shown_at, number);
COMMENT ON TABLE shown_receipts IS 'An alarm as long as nothing of that number has arrived, one row a receipt; what it says was on the paper itself.';

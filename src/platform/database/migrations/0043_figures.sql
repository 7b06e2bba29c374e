-- Release 0.2.0: how many cases, how many of them in time and in how many days. Compatible since 0042.
CREATE TABLE figures_cases (
  county text NOT NULL,
  case_id uuid NOT NULL,
  town9 text NOT NULL,
  station_code text NOT NULL,
  -- The department that has it, and the station that hands its result over; '': none.
  office_id text NOT NULL,
  window_code text NOT NULL,
  -- YYYY-MM in China, as are the others.
  received_month text NOT NULL,
  -- Null: it has not come to a decision.
  concluded_month text,
  -- Null: nothing was promised, or it is not concluded.
  is_on_time boolean,
  -- Null: no clock ran, or it is not concluded.
  workdays integer,
  PRIMARY KEY (county, case_id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
COMMENT ON TABLE figures_cases IS 'What each case has added to figures_months, so that it can be taken out again.';

CREATE TABLE figures_months (
  county text NOT NULL,
  town9 text NOT NULL,
  month text NOT NULL,
  station_code text NOT NULL,
  office_id text NOT NULL,
  window_code text NOT NULL,
  received integer NOT NULL DEFAULT 0,
  concluded integer NOT NULL DEFAULT 0,
  -- Of the concluded: to how many something was promised, and how many kept it.
  promised integer NOT NULL DEFAULT 0,
  on_time integer NOT NULL DEFAULT 0,
  -- Of how many days were counted, and how many they are together.
  timed integer NOT NULL DEFAULT 0,
  workdays bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (county, town9, month, station_code, office_id, window_code)
);
COMMENT ON TABLE figures_months IS 'Sums over figures_cases, which are all that a summary reads.';

-- Until where each township's feed is counted.
CREATE TABLE figures_cursors (
  county text NOT NULL,
  audience text NOT NULL,
  pos bigint NOT NULL,
  PRIMARY KEY (county, audience)
);

CREATE TABLE figures_state (
  county text PRIMARY KEY,
  -- Version of the catalogue by whose calendar days are counted.
  calendar text NOT NULL,
  -- All cases are being counted anew and have been up to this one; null: they are not.
  counted_to uuid,
  -- What happened before is in the figures; null: never yet.
  counted_at timestamptz
);
COMMENT ON TABLE figures_state IS 'Its row is locked by whoever counts: one process at a time.';

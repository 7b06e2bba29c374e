-- Release 0.2.0: what other systems have said. Compatible since 0038.
CREATE TABLE inbound_cases (
  county text NOT NULL,
  -- Id of the system in the operator's file, and its own id of the case.
  sender text NOT NULL,
  sender_id text NOT NULL,
  -- Of what was said: another thing under the same id is refused.
  sha256 text NOT NULL,
  case_id uuid NOT NULL,
  -- Why the village's help is wanted; null: it is not.
  help_wanted text,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, sender, sender_id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
    DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX inbound_cases_case ON inbound_cases (county, case_id);
COMMENT ON TABLE inbound_cases IS 'Cases begun elsewhere: exactly once hangs on the primary key.';

CREATE TABLE inbound_reports (
  county text NOT NULL,
  sender text NOT NULL,
  sender_id text NOT NULL,
  sha256 text NOT NULL,
  case_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, sender, sender_id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
COMMENT ON TABLE inbound_reports IS 'What external offices have reported: each report takes effect once.';

-- Numbers of cases begun online: device 900 of a station, by day.
CREATE TABLE online_serials (
  county text NOT NULL,
  station_code text NOT NULL,
  day date NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (county, station_code, day)
);

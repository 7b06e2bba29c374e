-- Release 0.2.0: what was kept, and then a process or the engine died before it was judged.
CREATE TABLE unjudged_envelopes (
  county text NOT NULL,
  jwe_sha256 text NOT NULL,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (county, jwe_sha256),
  FOREIGN KEY (county, jwe_sha256) REFERENCES envelopes (county, jwe_sha256)
);
CREATE INDEX unjudged_by_arrival ON unjudged_envelopes (county, arrived_at);
COMMENT ON TABLE unjudged_envelopes IS 'Kept and not judged yet: nearly always empty. A device that sends again has it judged; one that is lost would not.';

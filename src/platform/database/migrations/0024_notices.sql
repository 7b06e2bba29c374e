-- Release 0.2.0: the papers by which the county tells an applicant of its acts, numbered
-- by kind and year without a gap, and kept as they were written.
CREATE TABLE notice_heads (
  county text NOT NULL,
  kind text NOT NULL,
  year integer NOT NULL,
  serial integer NOT NULL,
  PRIMARY KEY (county, kind, year)
);
COMMENT ON TABLE notice_heads IS 'Last serial given; its row is locked until the paper is committed, so that a number is neither given twice nor lost.';

CREATE TABLE notices (
  county text NOT NULL,
  kind text NOT NULL,
  year integer NOT NULL,
  serial integer NOT NULL CHECK (serial >= 1),
  case_id uuid NOT NULL,
  -- Of the event that it tells of.
  n integer NOT NULL,
  -- The number as it stands on the paper.
  number text NOT NULL,
  -- The page, AES-256-GCM under a key of its own; the event names its SHA-256.
  sealed text NOT NULL,
  -- That key under the platform's: the one column that may change, with that key.
  wrapped_key text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, kind, year, serial),
  UNIQUE (county, case_id, n),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
COMMENT ON TABLE notices IS 'Papers as they were issued; never changed, never deleted.';

CREATE FUNCTION refuse_notice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - 'wrapped_key' = to_jsonb(OLD) - 'wrapped_key' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is history: rows are added, never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE TRIGGER notices_are_history BEFORE UPDATE OR DELETE ON notices
  FOR EACH ROW EXECUTE FUNCTION refuse_notice_change();

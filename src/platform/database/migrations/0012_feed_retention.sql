-- Feed items older than the county keeps are let go. What a device has missed of
-- a case then comes as one snapshot, at the place of the last item let go of it:
-- so every position stays an answer, and no reader skips anything.

ALTER TABLE feed_heads
  -- Up to here items have been let go; the last item never is, so that what a
  -- device has read last can always be compared.
  ADD COLUMN kept_after bigint NOT NULL DEFAULT 0
    CHECK (kept_after = 0 OR kept_after < pos);

CREATE TABLE feed_let_go (
  county text NOT NULL,
  audience text NOT NULL,
  case_id uuid NOT NULL,
  pos bigint NOT NULL,
  PRIMARY KEY (county, audience, case_id)
);
CREATE UNIQUE INDEX feed_let_go_pos ON feed_let_go (county, audience, pos);
COMMENT ON TABLE feed_let_go IS 'Of each case the last item that was let go: a snapshot stands in its place.';

-- Only what retention has let go of may be deleted, and what it keeps may not.
CREATE FUNCTION keep_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
      SELECT 1 FROM feed_heads h
      WHERE h.county = OLD.county AND h.audience = OLD.audience
        AND h.kept_after >= OLD.pos)
    AND ((OLD.kind = 'control' AND OLD.body ->> 'kind' <> 'operationOutcome')
      OR (OLD.kind <> 'control' AND EXISTS (
        SELECT 1 FROM feed_let_go g
        WHERE g.county = OLD.county AND g.audience = OLD.audience
          AND g.case_id = OLD.case_id AND g.pos >= OLD.pos)))
  THEN RETURN OLD;
  END IF;
  RAISE EXCEPTION 'feed_items is history: only what retention has let go of is deleted';
END $$;
DROP TRIGGER feed_items_are_history ON feed_items;
CREATE TRIGGER feed_items_are_history BEFORE UPDATE ON feed_items
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER feed_items_are_kept BEFORE DELETE ON feed_items
  FOR EACH ROW EXECUTE FUNCTION keep_feed();

CREATE TABLE case_moves (
  county text NOT NULL,
  case_id uuid NOT NULL,
  n integer NOT NULL CHECK (n >= 1),
  from_station text NOT NULL,
  from_town9 text NOT NULL,
  to_station text NOT NULL,
  to_town9 text NOT NULL,
  by_name text NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, case_id, n),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
COMMENT ON TABLE case_moves IS 'From which station and township to which a case was moved, by whom and why.';
CREATE TRIGGER case_moves_are_history BEFORE UPDATE OR DELETE ON case_moves
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

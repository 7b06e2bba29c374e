-- Release 0.2.0: an envelope has done its work when the case that it brought has ended and
-- nobody can contest it any more. What is judged again, or was not judged yet (by its
-- foreign key), the engine itself keeps.
CREATE INDEX envelopes_by_arrival ON envelopes (county, arrived_at);

CREATE FUNCTION keep_envelopes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM operations o
    WHERE o.county = OLD.county AND o.result = 'held'
      AND o.operation_id = (OLD.envelope ->> 'id')::uuid)
  THEN
    RAISE EXCEPTION 'envelopes: what is held is judged again by its envelope';
  END IF;
  RETURN OLD;
END $$;
DROP TRIGGER envelopes_are_history ON envelopes;
CREATE TRIGGER envelopes_are_history BEFORE UPDATE ON envelopes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER envelopes_are_kept BEFORE DELETE ON envelopes
  FOR EACH ROW EXECUTE FUNCTION keep_envelopes();
COMMENT ON TABLE envelopes IS 'What arrived, unopened; stored before anything is judged, never changed, deleted by rule (retention/rules.ts).';
COMMENT ON TABLE unproven_envelopes IS 'Counts what lies in envelopes of what nobody proved to have made: a copied delivery key must not fill it.';

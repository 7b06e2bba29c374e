-- Release 0.2.0: how many cases a person has sent on since he last gave his password.
ALTER TABLE case_moves
  -- Account; null: somebody at the county's own keyboard.
  ADD COLUMN by_id text;
CREATE INDEX case_moves_by ON case_moves (county, by_id, at) WHERE by_id IS NOT NULL;
CREATE INDEX events_dispatched ON events (county, by_id, at) WHERE kind = 'dispatched';

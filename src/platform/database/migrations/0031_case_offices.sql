-- Release 0.2.0: departments that see a case: the one that has it, and those that were
-- asked about it. Told by its state, and kept beside it to be searched.
ALTER TABLE cases ADD COLUMN offices text[] NOT NULL DEFAULT '{}';
UPDATE cases SET offices = ARRAY[state->>'officeId']
  WHERE state->>'officeId' IS NOT NULL;
CREATE INDEX cases_offices ON cases USING gin (offices);
COMMENT ON COLUMN cases.offices IS 'Ids in the catalogue; a copy out of state.';

-- Release 0.2.0: how a case was served, which visit it belongs to, by which number its
-- person came. Cases of before have none of it: what they said is sealed in envelopes.
ALTER TABLE cases
  -- The first case of the visit. Null: this is one, or the only one.
  ADD COLUMN visit_id uuid,
  ADD COLUMN serving_ways text[] NOT NULL DEFAULT '{}',
  -- WalkIn (domain/cases/walk-in.ts). Null: he came without a number.
  ADD COLUMN walk_in jsonb;
CREATE INDEX cases_visit ON cases (county, visit_id) WHERE visit_id IS NOT NULL;

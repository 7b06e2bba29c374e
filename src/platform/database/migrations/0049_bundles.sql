-- Release 0.2.0: of which bundle a case is a part. Compatible since 0048.
ALTER TABLE cases
  -- {id, code, parts} (domain/cases/operation.ts). Null: of none.
  ADD COLUMN bundle jsonb;
CREATE INDEX cases_bundle ON cases (county, (bundle->>'id')) WHERE bundle IS NOT NULL;

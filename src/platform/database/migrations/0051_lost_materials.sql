-- Release 0.2.0: a material whose bytes were missed is looked for again. Compatible since 0049.
-- They may be there again: a folder that was not mounted, a bucket that was mistyped.
ALTER TABLE materials
  ADD COLUMN was_lost boolean NOT NULL DEFAULT false;
CREATE INDEX materials_lost ON materials (county, sha256)
  WHERE was_lost AND complete_at IS NULL;

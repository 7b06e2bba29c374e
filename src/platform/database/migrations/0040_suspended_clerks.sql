-- Release 0.2.0: a clerk is shut out for a while, as a device is, and keeps his keys.
ALTER TABLE author_keys
  -- Null: he may read, and what he signs takes effect.
  ADD COLUMN suspended_at timestamptz;

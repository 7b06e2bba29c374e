-- Release 0.2.0: what is too slow is tried again for a while before a person is asked. Compatible since 0041.
ALTER TABLE unjudged_envelopes
  -- When judging it took too long for the first time; null: it never did.
  ADD COLUMN too_slow_since timestamptz;

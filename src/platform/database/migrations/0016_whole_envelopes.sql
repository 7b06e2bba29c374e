-- Release 0.2.0: an envelope is named by all of it. By its sealed part alone a copy with other words
-- around the seal, sent first, stood in the true one's place when a person settled it.
COMMENT ON COLUMN envelopes.jwe_sha256 IS 'SHA-256 of the whole envelope; of what came before 0016, of its JWE alone.';

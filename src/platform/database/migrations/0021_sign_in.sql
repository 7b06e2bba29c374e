-- Release 0.2.0: sign-in with a second factor, and wrong tries counted beside the
-- accounts, so that a login that nobody has is answered like any other.
ALTER TABLE accounts
  -- Of an authenticator app, sealed by the column key; null: password alone.
  ADD COLUMN totp_secret text,
  -- The last code that was used, so that none opens twice.
  ADD COLUMN totp_last_step bigint NOT NULL DEFAULT 0,
  DROP COLUMN failed_attempts,
  DROP COLUMN locked_until;

-- When the person last showed that it is still him.
ALTER TABLE sessions ADD COLUMN proved_at timestamptz;
UPDATE sessions SET proved_at = created_at;
ALTER TABLE sessions ALTER COLUMN proved_at SET NOT NULL;

CREATE TABLE sign_in_tries (
  county text NOT NULL,
  -- Keyed hash of a login or of the network that asks.
  subject text NOT NULL,
  -- Tries in a row that did not open.
  tries integer NOT NULL,
  last_at timestamptz NOT NULL,
  wait_until timestamptz,
  PRIMARY KEY (county, subject)
);
CREATE INDEX sign_in_tries_by_age ON sign_in_tries (county, last_at);
CREATE INDEX attempts_by_age ON attempts (county, at);

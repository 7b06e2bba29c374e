-- Every key begins with the county (6 digits), so that several counties can share
-- one engine. History tables carry triggers that refuse UPDATE and DELETE.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE catalogues (
  county text NOT NULL,
  version text NOT NULL,
  -- Compact JWS by the root key: exactly what devices are served.
  signed text NOT NULL,
  published_at timestamptz NOT NULL,
  is_current boolean NOT NULL DEFAULT false,
  PRIMARY KEY (county, version)
);
CREATE UNIQUE INDEX catalogues_one_current ON catalogues (county) WHERE is_current;
COMMENT ON TABLE catalogues IS 'Published catalogue versions with their calendar; immutable, kept for ever.';

CREATE TABLE stations (
  county text NOT NULL,
  code text NOT NULL CHECK (code ~ '^[0-9]{12}$'),
  kind text NOT NULL CHECK (kind IN ('village', 'township', 'county')),
  name text NOT NULL,
  village_name text,
  town9 text NOT NULL,
  town_name text NOT NULL,
  phone text,
  -- 1 to 899, never used again.
  next_device_number integer NOT NULL DEFAULT 1,
  PRIMARY KEY (county, code)
);
COMMENT ON TABLE stations IS 'Village points, township halls, the county hall.';

CREATE TABLE tickets (
  county text NOT NULL,
  ticket_id uuid NOT NULL,
  station_code text NOT NULL,
  device_number integer NOT NULL CHECK (device_number BETWEEN 1 AND 899),
  clerk_id text NOT NULL,
  clerk_name text NOT NULL,
  -- Compact JWS; what the file and the short code deliver.
  signed text NOT NULL,
  -- Keyed hash of the 8 digits; null after use.
  short_code_hash text,
  short_code_expires_at timestamptz,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- The first device that showed it.
  used_by uuid,
  used_at timestamptz,
  PRIMARY KEY (county, ticket_id),
  UNIQUE (county, station_code, device_number),
  FOREIGN KEY (county, station_code) REFERENCES stations (county, code)
);
CREATE UNIQUE INDEX tickets_short_code ON tickets (county, short_code_hash) WHERE short_code_hash IS NOT NULL;

CREATE TABLE devices (
  county text NOT NULL,
  device_id uuid NOT NULL,
  station_code text NOT NULL,
  device_number integer NOT NULL CHECK (device_number BETWEEN 1 AND 900),
  delivery_jwk jsonb NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'revoked')),
  -- Chain: all operations up to known_seq have arrived; head is the hash of that one.
  known_seq integer NOT NULL DEFAULT 0,
  head text,
  highest_seq integer NOT NULL DEFAULT 0,
  -- Issue time of the last nonce used, so that each is used once.
  last_nonce_us bigint NOT NULL DEFAULT 0,
  last_contact_at timestamptz,
  enrolled_at timestamptz NOT NULL,
  vault_escrow text,
  PRIMARY KEY (county, device_id),
  UNIQUE (county, station_code, device_number),
  FOREIGN KEY (county, station_code) REFERENCES stations (county, code)
);

CREATE TABLE author_keys (
  county text NOT NULL,
  kid text NOT NULL,
  device_id uuid NOT NULL,
  clerk_id text NOT NULL,
  clerk_name text NOT NULL,
  jwk jsonb NOT NULL,
  wrap_jwk jsonb NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  PRIMARY KEY (county, kid),
  FOREIGN KEY (county, device_id) REFERENCES devices (county, device_id)
);

CREATE TABLE envelopes (
  county text NOT NULL,
  -- SHA-256 of the JWE text.
  jwe_sha256 text NOT NULL,
  device_id uuid NOT NULL,
  envelope jsonb NOT NULL,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (county, jwe_sha256)
);
COMMENT ON TABLE envelopes IS 'What arrived, unopened; stored before anything is judged.';

CREATE TABLE operations (
  county text NOT NULL,
  operation_id uuid NOT NULL,
  -- Of the inner JWS (sealed-operation.ts); with the id it makes a duplicate.
  sha256 text NOT NULL,
  jwe_sha256 text NOT NULL,
  device_id uuid NOT NULL,
  seq integer NOT NULL,
  prev text,
  case_id uuid,
  case_prev uuid,
  schema text NOT NULL,
  author_kid text,
  result text NOT NULL CHECK (result IN ('applied', 'held', 'refused')),
  code text,
  -- Paths of an invalid payload, without values.
  paths jsonb,
  number text,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (county, operation_id),
  CHECK ((result = 'applied') = (code IS NULL))
);
CREATE INDEX operations_chain ON operations (county, device_id, seq);
CREATE INDEX operations_case ON operations (county, case_id);
CREATE INDEX operations_unsettled ON operations (county, result, arrived_at) WHERE result <> 'applied';
COMMENT ON TABLE operations IS 'Exactly once hangs on the primary key. Held and refused ones are listed for people.';

CREATE TABLE cases (
  county text NOT NULL,
  case_id uuid NOT NULL,
  number text NOT NULL CHECK (number ~ '^[0-9]{27}$'),
  station_code text NOT NULL,
  -- Township whose people decide.
  town9 text NOT NULL,
  matter_code text NOT NULL,
  matter_revision integer NOT NULL,
  catalogue_version text NOT NULL,
  -- Account id of the clerk: he may never review it.
  clerk_id text NOT NULL,
  clerk_name text NOT NULL,
  applicant_name text NOT NULL,
  -- Identity and account numbers stand in case_secrets only.
  answers jsonb NOT NULL,
  papers jsonb NOT NULL,
  signatures jsonb NOT NULL,
  query_code_mac text NOT NULL,
  -- Present state: the fold of its events.
  state jsonb NOT NULL,
  status text NOT NULL,
  version integer NOT NULL,
  notice_by date,
  taken_in_at timestamptz NOT NULL,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (county, case_id),
  UNIQUE (county, number)
);
CREATE INDEX cases_worklist ON cases (county, town9, status, notice_by, case_id);
CREATE INDEX cases_name ON cases USING gin (applicant_name gin_trgm_ops);
CREATE INDEX cases_last9 ON cases (county, right(number, 9));

CREATE TABLE case_secrets (
  county text NOT NULL,
  case_id uuid NOT NULL,
  path text NOT NULL,
  -- AES-256-GCM under the column key: IV, ciphertext, tag; base64url.
  sealed text NOT NULL,
  -- HMAC-SHA-256 under a key outside the database, for an exact search.
  mac text NOT NULL,
  last4 text NOT NULL,
  PRIMARY KEY (county, case_id, path),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
CREATE INDEX case_secrets_mac ON case_secrets (county, mac);

CREATE TABLE events (
  county text NOT NULL,
  case_id uuid NOT NULL,
  n integer NOT NULL CHECK (n >= 1),
  kind text NOT NULL,
  national_code integer,
  at timestamptz NOT NULL,
  by_kind text NOT NULL CHECK (by_kind IN ('clerk', 'staff', 'platform')),
  by_id text NOT NULL,
  by_name text NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (county, case_id, n),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE events IS 'The history of every case; never changed, never deleted.';

CREATE TABLE materials (
  county text NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  device_id uuid NOT NULL,
  bytes bigint NOT NULL,
  received_bytes bigint NOT NULL DEFAULT 0,
  -- AES-256 content key wrapped by the platform's key; null until an opened
  -- operation cites the material.
  wrapped_key text,
  media_type text,
  complete_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (county, sha256)
);
COMMENT ON TABLE materials IS 'Encrypted bytes by hash; complete ones lie in the material store.';

CREATE TABLE upload_chunks (
  county text NOT NULL,
  sha256 text NOT NULL,
  start bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (county, sha256, start),
  FOREIGN KEY (county, sha256) REFERENCES materials (county, sha256)
);

CREATE TABLE case_materials (
  county text NOT NULL,
  case_id uuid NOT NULL,
  -- A paper id of the matter, or `signature:{by}`.
  paper_id text NOT NULL,
  page integer NOT NULL,
  operation_id uuid NOT NULL,
  sha256 text NOT NULL,
  -- The one that stands for the paper now; earlier ones are kept.
  is_current boolean NOT NULL DEFAULT true,
  PRIMARY KEY (county, case_id, paper_id, page, operation_id),
  FOREIGN KEY (county, case_id) REFERENCES cases (county, case_id)
);
CREATE INDEX case_materials_sha256 ON case_materials (county, sha256);

CREATE TABLE feed_heads (
  county text NOT NULL,
  audience text NOT NULL,
  pos bigint NOT NULL,
  PRIMARY KEY (county, audience)
);
COMMENT ON TABLE feed_heads IS 'Last position per audience; its row is locked last in a transaction, audiences in sorted order, so that positions are gapless and commit in order.';

CREATE TABLE feed_items (
  county text NOT NULL,
  audience text NOT NULL,
  pos bigint NOT NULL,
  case_id uuid,
  kind text NOT NULL CHECK (kind IN ('event', 'snapshot', 'left', 'control')),
  body jsonb NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (county, audience, pos)
);

CREATE TABLE accounts (
  county text NOT NULL,
  account_id text NOT NULL,
  login text NOT NULL,
  name text NOT NULL,
  -- scrypt, with its parameters and salt.
  password_hash text NOT NULL,
  demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  failed_attempts integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  PRIMARY KEY (county, account_id),
  UNIQUE (county, login)
);

CREATE TABLE roles (
  county text NOT NULL,
  account_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('reviewer', 'administrator')),
  -- township:{9 digits} or county.
  audience text NOT NULL,
  PRIMARY KEY (county, account_id, role, audience),
  FOREIGN KEY (county, account_id) REFERENCES accounts (county, account_id)
);

CREATE TABLE sessions (
  county text NOT NULL,
  token_hash text NOT NULL,
  account_id text NOT NULL,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (county, token_hash),
  FOREIGN KEY (county, account_id) REFERENCES accounts (county, account_id)
);

CREATE TABLE attempts (
  county text NOT NULL,
  -- What is guessed at: receipt:{last 9}, ticket:{address hash} …
  subject text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX attempts_subject ON attempts (county, subject, at);

CREATE TABLE epochs (
  county text NOT NULL,
  n integer NOT NULL,
  epoch text NOT NULL,
  began_at timestamptz NOT NULL,
  PRIMARY KEY (county, n)
);
COMMENT ON TABLE epochs IS 'Restores noticed; n is the restore counter.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is history: rows are added, never changed or deleted', TG_TABLE_NAME;
END $$;

CREATE TRIGGER events_are_history BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER envelopes_are_history BEFORE UPDATE OR DELETE ON envelopes
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER feed_items_are_history BEFORE UPDATE OR DELETE ON feed_items
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

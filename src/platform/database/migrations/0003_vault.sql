-- Further clerks on a device, the county's copies of vault keys, and what was done
-- with devices and keys.

-- A ticket that adds a clerk repeats its device's number.
ALTER TABLE tickets DROP CONSTRAINT tickets_county_station_code_device_number_key;
ALTER TABLE tickets
  ADD COLUMN device_id uuid,
  -- Author key of the head who signed it instead of the county.
  ADD COLUMN vouched_by text;
CREATE UNIQUE INDEX tickets_device_number
  ON tickets (county, station_code, device_number) WHERE device_id IS NULL;

ALTER TABLE author_keys
  ADD COLUMN role text NOT NULL DEFAULT 'clerk' CHECK (role IN ('clerk', 'head')),
  ADD COLUMN vouched_by text,
  ADD COLUMN removed_at timestamptz;
CREATE INDEX author_keys_device ON author_keys (county, device_id);

CREATE TABLE vault_escrows (
  county text NOT NULL,
  device_id uuid NOT NULL,
  vault_id uuid NOT NULL,
  -- Compact JWE to the recovery key; the platform cannot open it.
  sealed text NOT NULL,
  stored_at timestamptz NOT NULL,
  PRIMARY KEY (county, device_id, vault_id),
  FOREIGN KEY (county, device_id) REFERENCES devices (county, device_id)
);

CREATE TABLE vault_recoveries (
  county text NOT NULL,
  device_id uuid NOT NULL,
  vault_id uuid NOT NULL,
  -- Thumbprint of the wrap key that it is sealed to.
  kid text NOT NULL,
  -- Compact JWE.
  sealed text NOT NULL,
  made_at timestamptz NOT NULL,
  -- Sent with each session until the device has said that it came.
  received_at timestamptz,
  PRIMARY KEY (county, device_id, vault_id, kid),
  FOREIGN KEY (county, device_id) REFERENCES devices (county, device_id)
);

CREATE TABLE device_journal (
  county text NOT NULL,
  n bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  act text NOT NULL,
  device_id uuid,
  clerk_id text,
  detail jsonb NOT NULL,
  PRIMARY KEY (county, n)
);
COMMENT ON TABLE device_journal IS 'Who was let in and out, and each use of the recovery key; never changed, never deleted.';
CREATE TRIGGER device_journal_is_history BEFORE UPDATE OR DELETE ON device_journal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

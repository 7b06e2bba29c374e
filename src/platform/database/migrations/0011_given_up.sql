-- A copy that a delivery key alone can send says nothing about an operation that
-- arrives itself; the clerk's own signed word does. And no copy of a vault key is
-- ever put in the place of another.

ALTER TABLE unreadable_operations
  -- Its author signed it; of others a device leaves so many at most.
  ADD COLUMN is_proven boolean NOT NULL DEFAULT false,
  -- Author key whose signed word says that a person took it back; null: none.
  ADD COLUMN taken_back_by text;
COMMENT ON TABLE unreadable_operations IS 'Evidence for 90 days; for good where a person took it back.';

ALTER TABLE vault_escrows
  ADD COLUMN sealed_sha256 text;
UPDATE vault_escrows
  SET sealed_sha256 = encode(sha256(convert_to(sealed, 'UTF8')), 'hex');
ALTER TABLE vault_escrows
  ALTER COLUMN sealed_sha256 SET NOT NULL,
  DROP CONSTRAINT vault_escrows_pkey,
  ADD PRIMARY KEY (county, device_id, vault_id, sealed_sha256);
COMMENT ON TABLE vault_escrows IS 'Every copy is kept: which of them opens is seen when the custodians need one.';

-- Operations that lie in a clerk's tray without ever having been stored here.

CREATE TABLE unreadable_operations (
  county text NOT NULL,
  device_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  seq integer NOT NULL,
  sha256 text NOT NULL,
  -- What the clerk was told.
  code text NOT NULL,
  -- As the device has it; null: too large to be told.
  envelope text,
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (county, device_id, operation_id)
);
CREATE INDEX unreadable_operations_age ON unreadable_operations (arrived_at);
COMMENT ON TABLE unreadable_operations IS 'Evidence for 90 days. Says that a gap in a chain is no loss.';

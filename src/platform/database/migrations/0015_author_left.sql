-- Release 0.2.0: a clerk whom his own station took off a device.
ALTER TABLE author_keys ADD COLUMN last_seq integer;
COMMENT ON COLUMN author_keys.last_seq IS 'What it signed up to that place of the chain stands; null: nothing that comes after its removal.';

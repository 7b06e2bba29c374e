-- Release 0.2.0: what a village's device reads of a version, signed by itself.
ALTER TABLE catalogues ADD COLUMN village_signed text;
COMMENT ON COLUMN catalogues.village_signed IS 'Compact JWS of the village edition, made of the whole in signed; null: devices are served the whole.';

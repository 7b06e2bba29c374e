-- Release 0.2.0: how much a device has left that nobody was proved to have made.
CREATE TABLE unproven_envelopes (
  county text NOT NULL,
  device_id uuid NOT NULL,
  envelopes integer NOT NULL,
  bytes bigint NOT NULL,
  PRIMARY KEY (county, device_id)
);
COMMENT ON TABLE unproven_envelopes IS 'Counts what lies in envelopes, where nothing is ever deleted: a copied delivery key must not fill it.';

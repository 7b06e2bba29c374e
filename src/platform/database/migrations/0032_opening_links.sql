-- Release 0.2.0: a material is opened at an origin where nothing of ours runs, by a link
-- that counts once and for a minute.
CREATE TABLE opening_links (
  county text NOT NULL,
  -- SHA-256 of what stands in the link.
  token_hash text NOT NULL,
  sha256 text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (county, token_hash)
);
COMMENT ON TABLE opening_links IS 'Each was checked and written into the audit when it was made; gone when it is used.';

-- Release 0.2.0: who a member of staff is, and who lives with him, so that nobody
-- decides about himself or his own.
CREATE TABLE account_persons (
  county text NOT NULL,
  account_id text NOT NULL,
  -- Keyed hash of an identity number, which itself is kept nowhere.
  mac text NOT NULL,
  PRIMARY KEY (county, account_id, mac),
  FOREIGN KEY (county, account_id) REFERENCES accounts (county, account_id)
);
COMMENT ON TABLE account_persons IS 'Keyed hashes of the identity numbers of an account''s person and of his household.';

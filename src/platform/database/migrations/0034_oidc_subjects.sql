-- Release 0.2.0: who signed in by the identity provider first is who the account is. The
-- login that it says can be given to another person there.
ALTER TABLE accounts
  -- Keyed hash of issuer and subject; null: nobody has signed in so yet.
  ADD COLUMN oidc_subject text;
CREATE UNIQUE INDEX accounts_by_oidc_subject ON accounts (county, oidc_subject);

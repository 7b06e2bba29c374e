-- Release 0.2.0: all roles of the permission matrix.
ALTER TABLE roles DROP CONSTRAINT roles_role_check;
ALTER TABLE roles ADD CONSTRAINT roles_role_check CHECK (role IN ('clerk', 'head',
  'reviewer', 'handler', 'window', 'administrator', 'auditor'));

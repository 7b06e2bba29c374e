-- Files from a village's stick, taken in at the township.

CREATE TABLE imports (
  county text NOT NULL,
  import_id uuid NOT NULL,
  account_id text NOT NULL,
  account_name text NOT NULL,
  -- Whose list it is on: township:{9 digits} or county.
  audience text NOT NULL,
  began_at timestamptz NOT NULL,
  -- Null: broken off before its end; what had come until then is taken in.
  ended_at timestamptz,
  summary jsonb,
  PRIMARY KEY (county, import_id)
);
CREATE INDEX imports_list ON imports (county, audience, began_at DESC);
COMMENT ON TABLE imports IS 'Who took which file in, and what it brought: counts only.';

CREATE TABLE import_files (
  county text NOT NULL,
  import_id uuid NOT NULL,
  device_id uuid NOT NULL,
  -- The same in all parts of one export.
  file_id uuid NOT NULL,
  part integer NOT NULL CHECK (part >= 1),
  -- All that its manifest says was in the file.
  is_whole boolean NOT NULL DEFAULT false,
  -- What the device had of the county: its epoch and cursors.
  have jsonb NOT NULL,
  PRIMARY KEY (county, import_id, device_id, file_id, part),
  FOREIGN KEY (county, import_id) REFERENCES imports (county, import_id)
);
CREATE INDEX import_files_parts ON import_files (county, device_id, file_id);
COMMENT ON TABLE import_files IS 'The genuine manifests of an import.';

CREATE TABLE import_operations (
  county text NOT NULL,
  import_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  device_id uuid NOT NULL,
  case_id uuid,
  -- Where it was known from before.
  was text NOT NULL CHECK (was IN ('new', 'network', 'file')),
  result text NOT NULL CHECK (result IN ('applied', 'held', 'refused', 'later')),
  PRIMARY KEY (county, import_id, operation_id),
  FOREIGN KEY (county, import_id) REFERENCES imports (county, import_id)
);
CREATE INDEX import_operations_known ON import_operations (county, operation_id);

CREATE TABLE import_materials (
  county text NOT NULL,
  import_id uuid NOT NULL,
  sha256 text NOT NULL,
  device_id uuid NOT NULL,
  is_new boolean NOT NULL,
  PRIMARY KEY (county, import_id, sha256),
  FOREIGN KEY (county, import_id) REFERENCES imports (county, import_id)
);

CREATE TABLE waiting_operations (
  county text NOT NULL,
  device_id uuid NOT NULL,
  operation_id uuid NOT NULL,
  seq integer NOT NULL,
  envelope jsonb NOT NULL,
  PRIMARY KEY (county, device_id, operation_id)
);
COMMENT ON TABLE waiting_operations IS 'Came in a part whose predecessors are in another part: judged again when more of the device comes. A stick is not asked twice.';

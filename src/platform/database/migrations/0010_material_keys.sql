-- A material's hash may be cited with a key that does not open it, by a mistake or
-- by somebody who knows the hash of another's paper and nothing more.
ALTER TABLE materials
  -- Whether wrapped_key opens the bytes; null: not tried yet.
  ADD COLUMN key_opens boolean;
ALTER TABLE case_materials
  -- false: cited with a key that does not open it, so the case does not have it.
  ADD COLUMN opens boolean;

CREATE TABLE cited_keys (
  county text NOT NULL,
  sha256 text NOT NULL,
  operation_id uuid NOT NULL,
  wrapped_key text NOT NULL,
  media_type text NOT NULL,
  PRIMARY KEY (county, sha256, operation_id)
);
COMMENT ON TABLE cited_keys IS 'Keys other than the first, until the bytes are there and say which is right.';

CREATE INDEX materials_uncited ON materials (county, device_id)
  WHERE wrapped_key IS NULL;

CREATE OR REPLACE VIEW standing_materials AS
WITH current AS (
  SELECT cm.county, cm.case_id, cm.paper_id, cm.page, cm.operation_id,
    cm.sha256,
    m.complete_at IS NOT NULL AND cm.opens IS DISTINCT FROM false AS is_complete,
    coalesce(o.schema = 'supplement@1', false) AS is_supplement
  FROM case_materials cm
  LEFT JOIN materials m ON m.county = cm.county AND m.sha256 = cm.sha256
  LEFT JOIN operations o
    ON o.county = cm.county AND o.operation_id = cm.operation_id
  WHERE cm.is_current
)
SELECT c.county, c.case_id, c.paper_id, c.page, c.operation_id, c.sha256,
  c.is_complete
FROM current c
WHERE c.is_complete OR c.is_supplement OR (
  SELECT count(*) FILTER (WHERE NOT s.is_complete AND NOT s.is_supplement)
    > count(*) FILTER (WHERE s.is_complete AND s.is_supplement)
  FROM current s
  WHERE s.county = c.county AND s.case_id = c.case_id
    AND s.paper_id = c.paper_id
);

-- A village that has lost a photograph before it came here takes it again and
-- hands it in as a supplement. Once as many pages have come for a paper by
-- supplements as are still missing of it, nobody waits for the missing ones.
CREATE VIEW standing_materials AS
WITH current AS (
  SELECT cm.*, m.complete_at IS NOT NULL AS is_complete,
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
COMMENT ON VIEW standing_materials IS 'What stands for the papers of a case now, without what was made good.';

-- Release 0.2.0: what applicants owe is looked through by itself.
CREATE INDEX cases_correcting ON cases (county, case_id)
  WHERE status = 'correcting';
CREATE INDEX cases_owing ON cases (county, case_id)
  WHERE state->'hasOpenDeficiency' = 'true';

-- Release 0.2.0: a window of results finds what it hands over. Compatible since 0037.
CREATE INDEX cases_window ON cases (county, (state->'result'->>'window'))
  WHERE (state->'result'->>'window') IS NOT NULL;

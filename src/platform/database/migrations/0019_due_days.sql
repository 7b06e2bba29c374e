-- Release 0.2.0: where a case stands among those that are due. Deadlines are counted
-- whenever somebody looks; these days only order a list and find what is over, and a
-- job counts them anew when the case or the calendar has changed.
ALTER TABLE cases
  -- Of the next act of the law; null: no clock runs.
  ADD COLUMN due_on date,
  -- The last day on which silence has not accepted it yet; null: silence never does.
  ADD COLUMN silent_until date,
  -- For which version of the case and by which catalogue's calendar; null: not yet.
  ADD COLUMN due_version integer,
  ADD COLUMN due_calendar text;
CREATE INDEX cases_open ON cases (county, case_id)
  WHERE status IN ('received', 'accepted', 'inDepartment');
CREATE INDEX cases_silent ON cases (county, silent_until)
  WHERE silent_until IS NOT NULL;

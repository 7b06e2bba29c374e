-- Release 0.2.0: what was ticked at the counter, such as a warning that the clerk took note of.
ALTER TABLE cases ADD COLUMN consents jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN cases.consents IS 'Ids of the statements agreed to, each with its time; empty too for what came before 0018.';

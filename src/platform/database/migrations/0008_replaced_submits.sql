-- A refused submit that was mended is another operation with the same number. Its
-- printed receipt names the refused one.
ALTER TABLE operations ADD COLUMN replaces uuid;

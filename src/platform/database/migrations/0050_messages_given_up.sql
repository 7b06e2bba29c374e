-- Release 0.2.0: short messages that were given up are counted without reading all of them. Compatible since 0049.
CREATE INDEX messages_given_up ON messages (county)
  WHERE outcome IN ('refused', 'unreachable');

-- Release 0.2.0: of a matter filed twice either number finds the case that goes on.
CREATE INDEX events_joined ON events (county, (body->>'number'))
  WHERE kind = 'joined';
CREATE INDEX events_joined_last9 ON events (county, right(body->>'number', 9))
  WHERE kind = 'joined';

-- Times are milliseconds of the epoch; attributes and the like are JSON objects.

CREATE TABLE thing (
  id ${id},
  name TEXT NOT NULL UNIQUE,
  uuid TEXT NOT NULL,
  attributes TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE thing_group (
  id ${id},
  name TEXT NOT NULL UNIQUE,
  uuid TEXT NOT NULL,
  parent_id BIGINT REFERENCES thing_group (id),
  description TEXT,
  attributes TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX thing_group_parent ON thing_group (parent_id);

-- Read in the order of thing_id by listings and by rollouts.
CREATE TABLE thing_group_member (
  group_id BIGINT NOT NULL REFERENCES thing_group (id) ON DELETE CASCADE,
  thing_id BIGINT NOT NULL REFERENCES thing (id) ON DELETE CASCADE,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (group_id, thing_id)
) ${clustered};

CREATE INDEX thing_group_member_thing ON thing_group_member (thing_id, group_id);

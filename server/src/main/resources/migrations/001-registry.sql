-- Times are milliseconds of the epoch; attributes are JSON objects.

CREATE TABLE thing (
  id ${id},
  name ${text} NOT NULL UNIQUE,
  uuid TEXT NOT NULL,
  attributes TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- A group's place in its hierarchy never changes: root_id is its topmost ancestor (null for a root), depth counts from 1.
CREATE TABLE thing_group (
  id ${id},
  name ${text} NOT NULL UNIQUE,
  uuid TEXT NOT NULL,
  parent_id BIGINT REFERENCES thing_group (id),
  root_id BIGINT,
  depth INTEGER NOT NULL,
  description TEXT,
  attributes TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE INDEX thing_group_parent ON thing_group (parent_id, name);

-- Read in the order of thing_id by listings and by rollouts. Rows of a deleted group linger until they are swept.
CREATE TABLE thing_group_member (
  group_id BIGINT NOT NULL,
  thing_id BIGINT NOT NULL REFERENCES thing (id) ON DELETE CASCADE,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (group_id, thing_id)
) ${clustered};

CREATE INDEX thing_group_member_thing ON thing_group_member (thing_id, group_id);

-- Deleted groups whose members have not been swept yet.
CREATE TABLE thing_group_deleted (
  group_id BIGINT PRIMARY KEY
);

-- The principal is the end of its ARN, such as cert/ID; the type is EXCLUSIVE_THING or NON_EXCLUSIVE_THING.
CREATE TABLE thing_principal (
  thing_id BIGINT NOT NULL REFERENCES thing (id),
  principal ${text} NOT NULL,
  type TEXT NOT NULL,
  PRIMARY KEY (thing_id, principal)
) ${clustered};

CREATE INDEX thing_principal_things ON thing_principal (principal, thing_id);

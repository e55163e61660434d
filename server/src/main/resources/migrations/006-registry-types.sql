-- The lists are JSON: names of attributes, and objects with userPropertyKey, thingAttribute and connectionAttribute.
-- deprecated_at is null while things may be given the type.
CREATE TABLE thing_type (
  id ${id},
  name ${text} NOT NULL UNIQUE,
  uuid TEXT NOT NULL,
  description TEXT,
  searchable TEXT NOT NULL,
  propagating TEXT NOT NULL,
  deprecated_at BIGINT,
  created_at BIGINT NOT NULL
);

ALTER TABLE thing ADD COLUMN type_id BIGINT REFERENCES thing_type (id);

-- Partial, so that a thing without a type costs nothing.
CREATE INDEX thing_of_type ON thing (type_id, name) WHERE type_id IS NOT NULL;

CREATE TABLE billing_group (
  id ${id},
  name ${text} NOT NULL UNIQUE,
  uuid TEXT NOT NULL,
  description TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

ALTER TABLE thing ADD COLUMN billing_group_id BIGINT REFERENCES billing_group (id);

CREATE INDEX thing_of_billing_group ON thing (billing_group_id, id) WHERE billing_group_id IS NOT NULL;

-- Which kinds of events are published; a kind without a row is not.
CREATE TABLE event_configuration (
  type ${text} PRIMARY KEY,
  enabled INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  modified_at BIGINT NOT NULL
);

-- A shadow belongs to a thing's name, not to a thing: it outlives the thing, and needs none. The
-- name is empty for a classic shadow. State and times are JSON in UTF-8; of a deleted shadow both
-- are empty, deleted_at is set, and the row is kept for as long as its version is remembered.
-- Not clustered: rows are larger than what an index page holds well.

CREATE TABLE shadow (
  thing_name ${text} NOT NULL,
  name ${text} NOT NULL,
  version BIGINT NOT NULL,
  state ${bytes} NOT NULL,
  times ${bytes} NOT NULL,
  deleted_at BIGINT,
  PRIMARY KEY (thing_name, name)
);

CREATE INDEX shadow_deleted ON shadow (deleted_at) WHERE deleted_at IS NOT NULL;

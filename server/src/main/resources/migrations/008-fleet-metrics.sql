-- The type is JSON: its kind and values. The period is in seconds. Figures are JSON, by their names; null until they have
-- been computed. At most 100 rows, so that what is due is found by reading them.
CREATE TABLE fleet_metric (
  name ${text} PRIMARY KEY,
  query TEXT NOT NULL,
  field TEXT NOT NULL,
  type TEXT NOT NULL,
  period BIGINT NOT NULL,
  description TEXT,
  unit TEXT,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  modified_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  computed_at BIGINT,
  figures TEXT
);

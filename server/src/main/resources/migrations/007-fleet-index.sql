-- Things that have changed since the index read them, by name. An entry of a transaction that began earlier may be committed
-- later: only the view shows them in an order in which nothing appears before what has already been read.
CREATE TABLE thing_changed (
  seq ${id},
  tx BIGINT NOT NULL DEFAULT ${transaction},
  thing_name TEXT NOT NULL
);

CREATE INDEX thing_changed_order ON thing_changed (tx, seq);

CREATE VIEW thing_changed_settled AS SELECT tx, seq, thing_name FROM thing_changed WHERE tx < ${settled};

-- One row: whether the log is kept, and up to where it has been deleted.
CREATE TABLE thing_log (
  kept INTEGER NOT NULL,
  trimmed_tx BIGINT NOT NULL,
  trimmed_seq BIGINT NOT NULL
);

INSERT INTO thing_log (kept, trimmed_tx, trimmed_seq) VALUES (0, 0, 0);

-- One row; the configuration is JSON, and the generation differs after each change of it.
CREATE TABLE indexing_configuration (
  generation TEXT NOT NULL,
  configuration TEXT NOT NULL
);

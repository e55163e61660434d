-- What was last told of clients: of those that are things, and of all that are connected. The node is the server that told
-- it; times are milliseconds of the epoch, the keep alive is in seconds, and the reason is null while connected.
CREATE TABLE connectivity (
  client_id ${text} PRIMARY KEY,
  node TEXT NOT NULL,
  connected INTEGER NOT NULL,
  changed_at BIGINT NOT NULL,
  reason TEXT,
  keep_alive INTEGER NOT NULL,
  clean_session INTEGER NOT NULL,
  version BIGINT NOT NULL
) ${clustered};

-- One row: whether the index of things follows connectivity.
CREATE TABLE connectivity_followed (
  followed INTEGER NOT NULL
);

INSERT INTO connectivity_followed (followed) VALUES (0);

-- The log of changed things becomes one log for each subject: THING and THING_GROUP. What was in it need not be kept, since
-- an index of an earlier layout is built anew.
DROP VIEW thing_changed_settled;

DROP TABLE thing_changed;

CREATE TABLE index_change (
  seq ${id},
  tx BIGINT NOT NULL DEFAULT ${transaction},
  subject TEXT NOT NULL,
  name TEXT NOT NULL
);

CREATE INDEX index_change_order ON index_change (subject, tx, seq);

CREATE VIEW index_change_settled AS SELECT tx, seq, subject, name FROM index_change WHERE tx < ${settled};

-- Whether each log is kept, and up to where it has been deleted.
CREATE TABLE index_log (
  subject TEXT PRIMARY KEY,
  kept INTEGER NOT NULL,
  trimmed_tx BIGINT NOT NULL,
  trimmed_seq BIGINT NOT NULL
);

INSERT INTO index_log (subject, kept, trimmed_tx, trimmed_seq) SELECT 'THING', kept, 0, 0 FROM thing_log;

INSERT INTO index_log (subject, kept, trimmed_tx, trimmed_seq) VALUES ('THING_GROUP', 0, 0, 0);

DROP TABLE thing_log;

-- As indexing_configuration, of the index of groups.
ALTER TABLE indexing_configuration ADD COLUMN index_name TEXT NOT NULL DEFAULT 'AWS_Things';

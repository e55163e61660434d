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

-- The numbers of the servers that share this database, by the names of their data folders. Ids of sessions and groups, and
-- positions of messages, are in a range of their server's own. What was kept before there were numbers is the first one's.
CREATE TABLE session_server (
  name ${text} PRIMARY KEY,
  number BIGINT NOT NULL
) ${clustered};

CREATE UNIQUE INDEX session_server_number ON session_server (number);

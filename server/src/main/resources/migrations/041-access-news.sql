-- How often each server that shares this database has changed what callers may do, by the counter of the subject; the last is of all
-- subjects.
CREATE TABLE access_news (
  server ${text} NOT NULL,
  counter INTEGER NOT NULL,
  changes BIGINT NOT NULL,
  PRIMARY KEY (server, counter)
) ${clustered};

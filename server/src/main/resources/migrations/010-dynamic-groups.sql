-- The query of a dynamic group. The revision grows whenever all members have to be found anew, for another query or another
-- index. Things with ids up to built_to are members as the query says; null when all are.
CREATE TABLE dynamic_group (
  group_id BIGINT PRIMARY KEY REFERENCES thing_group (id) ON DELETE CASCADE,
  query TEXT NOT NULL,
  revision BIGINT NOT NULL,
  built_to BIGINT
);

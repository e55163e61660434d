CREATE TABLE tag (
  resource TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (resource, name)
) ${clustered};

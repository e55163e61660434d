-- The resource is the end of its ARN, such as thinggroup/NAME.
CREATE TABLE tag (
  resource ${text} NOT NULL,
  name ${text} NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (resource, name)
) ${clustered};

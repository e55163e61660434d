-- By which a connection is told from all others; empty for what was recorded before this.
ALTER TABLE connectivity ADD COLUMN connection TEXT NOT NULL DEFAULT '';

-- Connections whose clients have come to another server since, until the server that has them has ended them.
CREATE TABLE superseded_connection (
  node ${text} NOT NULL,
  connection ${text} NOT NULL,
  client_id ${text} NOT NULL,
  PRIMARY KEY (node, connection)
) ${clustered};

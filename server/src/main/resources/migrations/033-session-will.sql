-- What is published for the client of a session when it has been away for the delay. due_at is null while it is connected.
-- Times are milliseconds of the epoch; the expiry, if there is one, counts from when the will is published.
CREATE TABLE session_will (
  session BIGINT PRIMARY KEY,
  qos INTEGER NOT NULL,
  expiry_seconds BIGINT,
  delay_seconds BIGINT NOT NULL,
  due_at BIGINT,
  message ${bytes} NOT NULL
) ${clustered};

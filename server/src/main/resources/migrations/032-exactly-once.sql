-- How a message of a queue goes out, 1 or 2. Those of older servers are all of QoS 1.
ALTER TABLE session_queue ADD COLUMN qos INTEGER NOT NULL DEFAULT 1;

-- The position up to which messages had been sent to the session's client when it left; null for all there were, while it is
-- connected and after a kill of the server.
ALTER TABLE session ADD COLUMN sent_position BIGINT;

-- The packet ids of QoS 2 that the client of a session has used and not released yet.
CREATE TABLE session_received (
  session BIGINT NOT NULL,
  packet_id INTEGER NOT NULL,
  PRIMARY KEY (session, packet_id)
) ${clustered};

-- The packet ids of messages of QoS 2 that the client of a session has received: they are released, in the order of the
-- messages' positions, until the client has said that it knows.
CREATE TABLE session_released (
  session BIGINT NOT NULL,
  packet_id INTEGER NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (session, packet_id)
) ${clustered};

-- What of MQTT clients outlives their connections. Ids and positions are given by the server: ids are shared by sessions and
-- groups and never given twice while anything of theirs is kept; positions order all messages of all queues. The family is 3
-- or 5, for the versions of MQTT; the expiry counts from when the client has left, and expires_at is null while it is connected.
-- Times are milliseconds of the epoch.
CREATE TABLE session (
  id BIGINT PRIMARY KEY,
  client_id TEXT NOT NULL,
  family INTEGER NOT NULL,
  expiry_seconds BIGINT NOT NULL,
  expires_at BIGINT
) ${clustered};

CREATE TABLE session_subscription (
  session BIGINT NOT NULL,
  filter ${text} NOT NULL,
  qos INTEGER NOT NULL,
  PRIMARY KEY (session, filter)
) ${clustered};

-- The queues of shared subscriptions that have had a member with a session; the filter is the whole $share/group/filter.
CREATE TABLE session_group (
  id BIGINT PRIMARY KEY,
  filter TEXT NOT NULL
) ${clustered};

-- Messages that a session or a group has not acknowledged yet. The message itself stands here when only one queue waits for it,
-- so that the usual message is one row; otherwise it stands once in session_message.
CREATE TABLE session_queue (
  queue BIGINT NOT NULL,
  position BIGINT NOT NULL,
  expires_at BIGINT,
  bytes INTEGER NOT NULL,
  message ${bytes},
  PRIMARY KEY (queue, position)
) ${clustered};

-- Both indices hold only the rows that are looked for by them: of shared messages, and of messages that expire.
CREATE INDEX session_queue_shared ON session_queue (position) WHERE message IS NULL;

CREATE INDEX session_queue_expiring ON session_queue (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE session_message (
  position BIGINT PRIMARY KEY,
  message ${bytes} NOT NULL
) ${clustered};

-- The last message that was published to each topic to be retained, as the broker wrote it. It goes at forget_at: when it
-- expires, or has not been replaced for long. Times are milliseconds of the epoch.
CREATE TABLE retained_message (
  topic ${text} PRIMARY KEY,
  qos INTEGER NOT NULL,
  payload_bytes BIGINT NOT NULL,
  modified_at BIGINT NOT NULL,
  forget_at BIGINT NOT NULL,
  message ${bytes} NOT NULL
);

CREATE INDEX retained_message_forget ON retained_message (forget_at);

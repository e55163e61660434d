CREATE TABLE certificate (
  id TEXT PRIMARY KEY,
  pem TEXT NOT NULL,
  status TEXT NOT NULL,
  mode TEXT NOT NULL,
  ca_id TEXT,
  customer_version BIGINT NOT NULL,
  generation TEXT NOT NULL,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

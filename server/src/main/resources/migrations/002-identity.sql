-- The numbers of certificates count up in the order of their creation.
CREATE TABLE certificate (
  number ${id},
  id TEXT NOT NULL UNIQUE,
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

CREATE TABLE policy (
  id ${id},
  name TEXT NOT NULL UNIQUE,
  default_version BIGINT NOT NULL,
  last_version BIGINT NOT NULL,
  generation TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE policy_version (
  policy_id BIGINT NOT NULL REFERENCES policy (id) ON DELETE CASCADE,
  version BIGINT NOT NULL,
  document TEXT NOT NULL,
  generation TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (policy_id, version)
);

-- A target is named by the kind and the id of its ARN.
CREATE TABLE policy_attachment (
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  policy_id BIGINT NOT NULL REFERENCES policy (id),
  PRIMARY KEY (target_kind, target_id, policy_id)
) ${clustered};

CREATE INDEX policy_attachment_policy ON policy_attachment (policy_id, target_kind, target_id);

-- Status numbers are those of JobStatus and JobExecutionStatus, phase numbers those of JobPhase,
-- times are milliseconds of the epoch.

-- What may change of a job, apart from its counters. The cursor is how far the pass of its phase
-- has come: a target group and a thing of it, or a thing that has an execution.
CREATE TABLE job (
  id ${id},
  name ${text} NOT NULL UNIQUE,
  status INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  cursor_group BIGINT NOT NULL,
  cursor_thing BIGINT NOT NULL,
  target_selection INTEGER NOT NULL,
  namespace TEXT,
  force_canceled INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  completed_at BIGINT,
  in_progress_minutes BIGINT,
  url_role TEXT,
  url_seconds BIGINT,
  description TEXT,
  reason_code TEXT,
  comment TEXT
);

CREATE INDEX job_status ON job (status, id);

CREATE INDEX job_phase ON job (phase, id) WHERE phase > 0;

-- What was asked for once and for all; targets are a JSON array of ARNs.
CREATE TABLE job_definition (
  job_id BIGINT PRIMARY KEY REFERENCES job (id),
  targets TEXT NOT NULL,
  document_source TEXT,
  document TEXT NOT NULL
);

-- Kind 0 is a thing and 1 a group that the job names; 2 is a group below one of those, as the
-- hierarchy was when the job was created.
CREATE TABLE job_target (
  job_id BIGINT NOT NULL REFERENCES job (id),
  kind INTEGER NOT NULL,
  target_id BIGINT NOT NULL,
  PRIMARY KEY (job_id, kind, target_id)
) ${clustered};

CREATE INDEX job_target_group ON job_target (target_id, job_id) WHERE kind = 1;

-- How many executions of a job have each status: the sum over its shards.
CREATE TABLE job_tally (
  job_id BIGINT NOT NULL REFERENCES job (id),
  shard INTEGER NOT NULL,
  in_progress BIGINT NOT NULL,
  queued BIGINT NOT NULL,
  succeeded BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  timed_out BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  removed BIGINT NOT NULL,
  canceled BIGINT NOT NULL,
  PRIMARY KEY (job_id, shard)
) ${clustered};

-- The largest table by far. Has no foreign keys: they would be checked for each of a million rows,
-- and executions outlive their things. The deadline is the earlier one of the timers that run, the
-- job deadline the one that updates cannot move.
CREATE TABLE job_execution (
  job_id BIGINT NOT NULL,
  thing_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  status INTEGER NOT NULL,
  queued_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  started_at BIGINT,
  details TEXT,
  deadline BIGINT,
  job_deadline BIGINT,
  force_canceled INTEGER,
  PRIMARY KEY (job_id, thing_id, number)
) ${clustered};

-- A thing's queue (the statuses 0 and 1 come first) and its history.
CREATE INDEX job_execution_thing ON job_execution (thing_id, status, queued_at, job_id, number);

CREATE INDEX job_execution_deadline ON job_execution (deadline) WHERE deadline IS NOT NULL;

-- The names of deleted things that had executions.
CREATE TABLE job_departed_thing (
  thing_id BIGINT PRIMARY KEY,
  name TEXT NOT NULL
);

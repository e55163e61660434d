-- Executions of a job by status, for the statuses that few have while a job goes well: not those
-- that all have at its start (1) and at its end (2). What it costs is in docs/decisions/008.
CREATE INDEX job_execution_status ON job_execution (job_id, status, thing_id, number)
  WHERE status <> 1 AND status <> 2;

-- Executions of a job by status, for the statuses that few have while a job goes well: not those
-- that all have at its start (1) and at its end (2). What it costs is in docs/decisions/011.
CREATE INDEX job_execution_status ON job_execution (job_id, status, thing_id, number)
  WHERE status <> 1 AND status <> 2;

-- Jobs that have ended, by the time of their end, for as long as they are kept.
CREATE INDEX job_ended ON job (updated_at) WHERE status IN (2, 3);

-- What the tag drover:priority says; queues show higher ones first.
ALTER TABLE job ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;

-- Changes of priority whose devices are still to be told when their queue has another head: those of
-- the things after the cursor know the priority that is told here.
CREATE TABLE job_reordering (
  id ${id},
  job_id BIGINT NOT NULL,
  told INTEGER NOT NULL,
  cursor_thing BIGINT NOT NULL,
  until_thing BIGINT NOT NULL
);

CREATE INDEX job_reordering_job ON job_reordering (job_id, id);

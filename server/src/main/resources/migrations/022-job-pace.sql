-- How fast a job is rolled out. Its rollout has reached so many things; those of the current minute, whose end moves with each
-- of them, count against what may be reached in a minute. Nothing is to be done for the job before it is due.
ALTER TABLE job ADD COLUMN notified BIGINT NOT NULL DEFAULT 0;

ALTER TABLE job ADD COLUMN minute_count BIGINT NOT NULL DEFAULT 0;

ALTER TABLE job ADD COLUMN minute_end BIGINT NOT NULL DEFAULT 0;

ALTER TABLE job ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;

CREATE INDEX job_due ON job (phase, due_at) WHERE phase > 0;

-- How the executions before this one ended that it is another try after; null for none.
ALTER TABLE job_execution ADD COLUMN failed_before INTEGER;

ALTER TABLE job_execution ADD COLUMN timed_out_before INTEGER;

-- Whether the job has criteria by which it aborts itself.
ALTER TABLE job ADD COLUMN may_abort INTEGER NOT NULL DEFAULT 0;

CREATE INDEX job_may_abort ON job (id) WHERE may_abort = 1 AND status <= 1;

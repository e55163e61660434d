-- How many marks had been set when a membership began. Whoever sets one can tell later who was a member then.
ALTER TABLE thing_group_member ADD COLUMN mark BIGINT NOT NULL DEFAULT 0;

CREATE TABLE membership_mark (
  value BIGINT NOT NULL
);

INSERT INTO membership_mark (value) VALUES (0);

-- A rollout reaches members with smaller marks.
ALTER TABLE job ADD COLUMN member_mark BIGINT NOT NULL DEFAULT 9223372036854775807;

-- Whether the job has maintenance windows, and whether its queued executions are kept from devices because none is open.
ALTER TABLE job ADD COLUMN windowed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE job ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;

-- Whether the end of the job has come: from then on it only runs out.
ALTER TABLE job ADD COLUMN over INTEGER NOT NULL DEFAULT 0;

-- When the schedule next has to be looked at.
ALTER TABLE job ADD COLUMN schedule_at BIGINT;

CREATE INDEX job_schedule ON job (schedule_at) WHERE schedule_at IS NOT NULL;

-- When `hidden` last changed, until all devices know, and the last thing whose device does.
ALTER TABLE job ADD COLUMN edge_at BIGINT;

ALTER TABLE job ADD COLUMN edge_thing BIGINT;

CREATE INDEX job_edge ON job (id) WHERE edge_at IS NOT NULL;

-- Whether the rollout has come past the target.
ALTER TABLE job_target ADD COLUMN rolled INTEGER NOT NULL DEFAULT 0;

-- The groups whose new members, or new groups below them, concern a job: those of CONTINUOUS jobs until they end, and those
-- of jobs that have not started. Looked at whenever a thing joins or leaves a group.
CREATE TABLE job_open_group (
  group_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  PRIMARY KEY (group_id, job_id)
) ${clustered};

CREATE INDEX job_open_group_job ON job_open_group (job_id, group_id);

-- Things that joined while no maintenance window was open; the next one queues their executions.
CREATE TABLE job_arrival (
  job_id BIGINT NOT NULL,
  thing_id BIGINT NOT NULL,
  PRIMARY KEY (job_id, thing_id)
) ${clustered};

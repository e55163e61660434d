-- What a job was asked for beside its URLs and its timeout, which executions read from the job: as JSON, without what is
-- not set. Unlike the rest of the definition it may change.
ALTER TABLE job_definition ADD COLUMN configuration TEXT NOT NULL DEFAULT '{}';

ALTER TABLE job_definition ADD COLUMN template_arn TEXT;

-- A JSON object of texts.
ALTER TABLE job_definition ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}';

-- The configuration is JSON, as that of a job, but with URLs and timeout in it. Of a schedule it holds windows only. At most
-- 100 rows.
CREATE TABLE job_template (
  name ${text} PRIMARY KEY,
  description TEXT NOT NULL,
  document_source TEXT,
  document TEXT NOT NULL,
  configuration TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

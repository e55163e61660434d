-- Status numbers are those of JobStatus and JobExecutionStatus.

CREATE TABLE job (
  id ${id},
  name TEXT NOT NULL UNIQUE,
  status INTEGER NOT NULL
);

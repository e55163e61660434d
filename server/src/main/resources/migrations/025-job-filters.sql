-- Jobs in the order of lists that show those of one kind, or those of one kind in a namespace. The narrower index stands
-- first: of two that fit a statement equally SQLite takes the older one.
CREATE INDEX job_namespace ON job (namespace, target_selection, status, id) WHERE namespace IS NOT NULL;

CREATE INDEX job_selection ON job (target_selection, status, id);

-- What scopes test, in both tables, so that neither leg needs the other's rows.
-- NULL readers: everybody who may read the workspace. Most rows, and cheaper to see than an empty list.
ALTER TABLE chunks ADD COLUMN readers text[];
ALTER TABLE chunk_vectors ADD COLUMN readers text[];
ALTER TABLE chunk_vectors ADD COLUMN metadata jsonb NOT NULL DEFAULT '{}';
UPDATE chunk_vectors AS v SET metadata = c.metadata FROM chunks AS c
WHERE c.workspace_id = v.workspace_id AND c.chunk_id = v.chunk_id AND c.metadata <> '{}';

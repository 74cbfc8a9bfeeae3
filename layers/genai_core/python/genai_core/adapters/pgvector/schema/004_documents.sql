-- A document's metadata stand in each of its chunks; looking at the first one of each is enough.
CREATE INDEX chunks_first ON chunks (workspace_id) WHERE ordinal = 0;

-- The chunks that one passage was cut into; empty for a passage that is one chunk.
ALTER TABLE chunks ADD COLUMN passage text[] NOT NULL DEFAULT '{}';

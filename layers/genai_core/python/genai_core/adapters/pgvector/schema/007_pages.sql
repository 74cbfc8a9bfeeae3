-- Characters of the document's text at which the pages after a chunk's first new one begin.
ALTER TABLE chunks ADD COLUMN page_turns integer[] NOT NULL DEFAULT '{}';

-- Where a chunk's text stands in its document's; NULL for chunks that were written before this was kept.
ALTER TABLE chunks ADD COLUMN starts_at integer;
ALTER TABLE chunks ADD COLUMN repeated integer NOT NULL DEFAULT 0;

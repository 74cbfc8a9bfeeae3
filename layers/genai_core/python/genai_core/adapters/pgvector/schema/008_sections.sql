-- Where the sections after a chunk's first one begin: [[characters of the document's text, headings], ...].
ALTER TABLE chunks ADD COLUMN section_turns jsonb NOT NULL DEFAULT '[]';

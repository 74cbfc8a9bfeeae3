-- Chunks and their vectors. Identifiers compare byte by byte: no collation may change their order.
CREATE EXTENSION IF NOT EXISTS vector;

-- Postings hold a chunk's number in 32 bits; after four billion writes this fails loudly, never wraps.
CREATE SEQUENCE chunk_numbers AS bigint MINVALUE 0 MAXVALUE 4294967295 NO CYCLE;

CREATE TABLE chunks (
    workspace_id  text COLLATE "C" NOT NULL,
    chunk_number  bigint NOT NULL,
    chunk_id      text COLLATE "C" NOT NULL,
    document_id   text COLLATE "C" NOT NULL,
    version       text COLLATE "C" NOT NULL,
    ordinal       integer NOT NULL,
    text          text NOT NULL,
    title         text NOT NULL,
    heading_path  text[] NOT NULL,
    page          integer,
    metadata      jsonb NOT NULL,
    packed_tokens bytea NOT NULL,
    -- The chunk's own postings: exact scores for candidates, and what a removal takes away.
    postings      bytea NOT NULL,
    PRIMARY KEY (workspace_id, chunk_number),
    UNIQUE (workspace_id, chunk_id)
);
CREATE INDEX chunks_by_document ON chunks (workspace_id, document_id);
-- Both are dense numbers: compressing them costs time and saves nothing.
ALTER TABLE chunks ALTER COLUMN packed_tokens SET STORAGE EXTERNAL;
ALTER TABLE chunks ALTER COLUMN postings SET STORAGE EXTERNAL;

-- Apart from the chunks, so that an exact search reads vectors and nothing else.
CREATE TABLE chunk_vectors (
    workspace_id text COLLATE "C" NOT NULL,
    chunk_id     text COLLATE "C" NOT NULL,
    vector       halfvec NOT NULL,
    PRIMARY KEY (workspace_id, chunk_id)
);
ALTER TABLE chunk_vectors ALTER COLUMN vector SET STORAGE PLAIN;

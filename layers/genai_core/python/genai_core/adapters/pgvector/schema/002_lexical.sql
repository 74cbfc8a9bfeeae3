-- The lexical index: segments that are only ever added or merged, never changed.
-- A write adds one small segment, a removal adds negative postings, and merging adds segments up, so that
-- writers of different documents share no row and statistics are exact in every snapshot.
CREATE TABLE lexical_segments (
    workspace_id text COLLATE "C" NOT NULL,
    segment_id   bigint GENERATED ALWAYS AS IDENTITY,
    level        smallint NOT NULL,
    chunks       bigint NOT NULL,
    length       bigint NOT NULL,
    postings     bigint NOT NULL,
    removals     bigint NOT NULL,
    -- In how many chunks each word piece of the encoder stands: what late interaction weighs them by.
    pieces       bytea NOT NULL,
    PRIMARY KEY (workspace_id, segment_id)
);
ALTER TABLE lexical_segments ALTER COLUMN pieces SET STORAGE EXTERNAL;

-- A block holds all postings of a range of terms, or a part of one frequent term's postings. The parts of
-- a frequent term come by falling impact, so that reading the first ones bounds the work of a question.
CREATE TABLE lexical_blocks (
    segment_id bigint NOT NULL,
    first_term bigint NOT NULL,
    part       integer NOT NULL,
    last_term  bigint NOT NULL,
    -- Chunks with the term, over all its parts; 0 where a block has several terms.
    frequency  bigint NOT NULL,
    payload    bytea NOT NULL,
    PRIMARY KEY (segment_id, first_term, part)
) WITH (toast_tuple_target = 8160);
ALTER TABLE lexical_blocks ALTER COLUMN payload SET STORAGE EXTERNAL;

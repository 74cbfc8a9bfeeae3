// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, object, text, whole } from "../reading";
import { type DocumentStatus, readDocumentStatus } from "./status";

export const MAX_CHUNKS = 100;

/** Which part of a document's chunks. */
export interface ChunksQuery {
  /** The position of the first chunk of the part. */
  start?: number;
  /** Chunks of the part, at most. */
  limit?: number;
}

/** A piece of a document, as it is searched, ranked and cited. */
export interface DocumentChunk {
  chunk_id: string;
  /** Position in the document, from 0. */
  ordinal: number;
  text: string;
  /** From 1; null if the format has no pages. */
  page: number | null;
  /** Heading path joined by ` › `. */
  section: string;
  /** Where its own words begin in the document's text; null if that is not known. */
  start: number | null;
}

export const readDocumentChunk: Reader<DocumentChunk> = /* @__PURE__ */ object<DocumentChunk>(
  {
    chunk_id: text,
    ordinal: whole,
    text: text,
    page: nullable(whole),
    section: text,
    start: nullable(whole),
  },
);

/** A part of the chunks that a document is searched by. */
export interface DocumentChunks {
  document_id: string;
  /** The version that is searched now. */
  content_hash: string;
  /** Chunks of the document. */
  total: number;
  chunks: DocumentChunk[];
  /** Pass it as `start` for the next part; null at the end. */
  next: number | null;
}

export const readDocumentChunks: Reader<DocumentChunks> = /* @__PURE__ */ object<DocumentChunks>(
  {
    document_id: text,
    content_hash: text,
    total: whole,
    chunks: list(readDocumentChunk),
    next: nullable(whole),
  },
);

/** A status that a version reached. */
export interface HistoryStep {
  status: DocumentStatus;
  /** RFC 3339, UTC. */
  at: string;
}

export const readHistoryStep: Reader<HistoryStep> = /* @__PURE__ */ object<HistoryStep>(
  {
    status: readDocumentStatus,
    at: text,
  },
);

/** A version of a document, or an attempt to process one, and what happened to it. */
export interface VersionHistory {
  content_hash: string;
  /** When it arrived, RFC 3339, UTC. */
  submitted_at: string;
  /** Who uploaded it; null for a file that a program put into the bucket. */
  owner: string | null;
  size_bytes: number;
  /** Statuses that it reached, in order of time. */
  steps: HistoryStep[];
  /** Why it failed; empty otherwise. */
  reason: string;
  /** The step that failed; empty otherwise. */
  failed_step: string;
  /** When a newer version or attempt arrived; null for the newest. */
  replaced_at: string | null;
  /** Whether questions are answered from it. */
  is_answering: boolean;
}

export const readVersionHistory: Reader<VersionHistory> = /* @__PURE__ */ object<VersionHistory>(
  {
    content_hash: text,
    submitted_at: text,
    owner: nullable(text),
    size_bytes: whole,
    steps: list(readHistoryStep),
    reason: text,
    failed_step: text,
    replaced_at: nullable(text),
    is_answering: flag,
  },
);

/**
 * The versions of a document, newest first: the newest, and at most ten before it.
 *
 * The text of a version is kept only as long as questions are answered from it.
 */
export interface DocumentHistory {
  document_id: string;
  versions: VersionHistory[];
}

export const readDocumentHistory: Reader<DocumentHistory> = /* @__PURE__ */ object<DocumentHistory>(
  {
    document_id: text,
    versions: list(readVersionHistory),
  },
);

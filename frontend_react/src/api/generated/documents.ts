// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, either, list, nullable, object, record, text, whole } from "../reading";
import { type DocumentStatus, readDocumentStatus } from "./status";

export const MAX_PAGE = 1000;

export const MAX_CONTENT_CHARS = 200000;

export const MAX_CONTENT_SPANS = 2000;

/** Which page of a workspace's documents. */
export interface DocumentsQuery {
  /** Documents on a page. */
  limit?: number;
  /** The `next` of the page before. */
  after?: string;
}

/** One document of a workspace. */
export interface Document {
  workspace_id: string;
  document_id: string;
  /** Its path in the workspace's inbox. */
  path: string;
  status: DocumentStatus;
  /** The version that is visible, or being processed. */
  content_hash: string;
  size_bytes: number;
  /** RFC 3339, UTC. */
  created_at: string;
  /** RFC 3339, UTC. */
  updated_at: string;
  /** Who uploaded it; null for a file that a program put into the bucket. */
  owner: string | null;
  title: string;
  /** File kind by content, such as `pdf`; empty before extraction. */
  document_type: string;
  chunk_count: number;
  page_count: number;
  /** Why it failed; empty otherwise. */
  reason: string;
  /** The step that failed; empty otherwise. */
  failed_step: string;
  metadata: Record<string, string | string[]>;
  /** The version that is searched: an earlier one until the newest is ready; null if none is. */
  answering: string | null;
  /** Chunks of that version. */
  answering_chunks: number;
}

export const readDocument: Reader<Document> = /* @__PURE__ */ object<Document>(
  {
    workspace_id: text,
    document_id: text,
    path: text,
    status: readDocumentStatus,
    content_hash: text,
    size_bytes: whole,
    created_at: text,
    updated_at: text,
    owner: nullable(text),
    title: text,
    document_type: text,
    chunk_count: whole,
    page_count: whole,
    reason: text,
    failed_step: text,
    metadata: record(either(text, list(text))),
    answering: nullable(text),
    answering_chunks: whole,
  },
);

/** Documents, newest first. */
export interface DocumentPage {
  documents: Document[];
  /** Pass it as `after` for the next page; null at the end. */
  next: string | null;
}

export const readDocumentPage: Reader<DocumentPage> = /* @__PURE__ */ object<DocumentPage>(
  {
    documents: list(readDocument),
    next: nullable(text),
  },
);

/** Which part of a document's text. */
export interface ContentQuery {
  /** The first character of the part. */
  start?: number;
  /** Characters of the part, at most. */
  limit?: number;
}

/** A block of a document's text: a heading, paragraph, list, table or code block. */
export interface TextSpan {
  /** Its first character in the whole text. */
  start: number;
  /** The position after its last character. */
  end: number;
  /** From 1; null if the format has no pages. */
  page: number | null;
  /** Heading path joined by ` › `. */
  section: string;
}

export const readTextSpan: Reader<TextSpan> = /* @__PURE__ */ object<TextSpan>(
  {
    start: whole,
    end: whole,
    page: nullable(whole),
    section: text,
  },
);

/** A link to the file itself; anybody who has the link may use it while it is valid. */
export interface OriginalFile {
  url: string;
  /** How long the link is valid. */
  valid_s: number;
  content_type: string;
}

export const readOriginalFile: Reader<OriginalFile> = /* @__PURE__ */ object<OriginalFile>(
  {
    url: text,
    valid_s: whole,
    content_type: text,
  },
);

/**
 * A part of the text that a document's passages and citations are from.
 *
 * Offsets count characters (Unicode code points) of the whole text, from 0.
 */
export interface DocumentContent {
  document_id: string;
  /** The version that is searched now. */
  content_hash: string;
  title: string;
  /** File kind by content, such as `pdf`. */
  document_type: string;
  page_count: number;
  /** Of the whole text. */
  characters: number;
  /** The first character of this part. */
  start: number;
  text: string;
  /** The blocks of this part, also incomplete ones, in order. */
  spans: TextSpan[];
  /** Pass it as `start` for the next part; null at the end. */
  next: number | null;
  /** Null if another version lies in the inbox by now, which cannot answer yet. */
  original: OriginalFile | null;
}

export const readDocumentContent: Reader<DocumentContent> = /* @__PURE__ */ object<DocumentContent>(
  {
    document_id: text,
    content_hash: text,
    title: text,
    document_type: text,
    page_count: whole,
    characters: whole,
    start: whole,
    text: text,
    spans: list(readTextSpan),
    next: nullable(whole),
    original: nullable(readOriginalFile),
  },
);

/** The work that was started for a document. */
export interface WorkBegun {
  document_id: string;
  /** `started`, `waiting` for its turn, `unchanged`, `deleting`, `rejected` or `refused`. */
  outcome: string;
}

export const readWorkBegun: Reader<WorkBegun> = /* @__PURE__ */ object<WorkBegun>(
  {
    document_id: text,
    outcome: text,
  },
);

/** A file to upload. */
export interface UploadWish {
  workspace_id: string;
  /** With its extension, which sets the content type; may contain folders. */
  filename: string;
  /** Lets the server refuse a large file before it is sent. */
  size_bytes?: number;
  /** Metadata: author, date, language, tags; and readers, the only users who may find it. */
  metadata?: Record<string, unknown>;
}

/** A signed form: POST `fields` and then the file as `file` to `url`. */
export interface UploadTicket {
  url: string;
  /** Where the file will be. */
  key: string;
  /** A larger file is refused by the signature. */
  max_bytes: number;
  content_type: string;
  /** How long the form is valid. */
  valid_s: number;
  fields: Record<string, string>;
}

export const readUploadTicket: Reader<UploadTicket> = /* @__PURE__ */ object<UploadTicket>(
  {
    url: text,
    key: text,
    max_bytes: whole,
    content_type: text,
    valid_s: whole,
    fields: record(text),
  },
);

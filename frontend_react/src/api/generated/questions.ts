// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, either, list, nullable, number, object, oneOf, record, text, whole } from "../reading";
import { type FoundBy, readFoundBy } from "./answers";
import { type Done, readDone } from "./done";
import { type Failure, readFailure } from "./frames";
import { type Mode } from "./outcomes";

export const MAX_TABLE_CHARS = 8000;

export const MAX_IMAGE_CHARS = 5000040;

/** A question; the workspace's settings apply to omitted fields. */
export interface RagQuery {
  workspace_id: string;
  /** The question; the deployment may set a lower limit than this one. */
  query: string;
  /** Continues a conversation; null begins one. */
  session_id?: string;
  mode?: Mode;
  /** Ids; empty for the workspace's own. */
  models?: string[];
  /** Which documents it may be answered from; empty for all. */
  filters?: Record<string, unknown>;
}

/** A question with a table, an image or both. */
export interface MultimodalQuery {
  workspace_id: string;
  /** The question; the deployment may set a lower limit than this one. */
  query: string;
  /** Text, such as CSV or Markdown. */
  table?: string;
  /** PNG, JPEG, GIF or WebP as base64; read by a model that reads images, else by text recognition. */
  image?: string;
  /** Continues a conversation; null begins one. */
  session_id?: string;
}

/** One of the caller's runs with all its data, as long as runs are stored. */
export interface Run {
  run_id: string;
  request_id: string;
  workspace_id: string;
  session_id: string;
  query: string;
  /** `answered` has a result, `failed` has an error. */
  state: "running" | "answered" | "failed";
  /** The whole answer; nothing is shortened. */
  result: Done | null;
  /** Why it ended without an answer. */
  error: Failure | null;
  /** The run that this one replays; null if a user asked. */
  origin: string | null;
}

export const readRun: Reader<Run> = /* @__PURE__ */ object<Run>(
  {
    run_id: text,
    request_id: text,
    workspace_id: text,
    session_id: text,
    query: text,
    state: oneOf("running", "answered", "failed"),
    result: nullable(readDone),
    error: nullable(readFailure),
    origin: nullable(text),
  },
);

/** A run that replays another. */
export interface Replay {
  /** The new run; `GET /runs/{run_id}` shows it. */
  run_id: string;
  /** The run that is replayed; it is not changed. */
  origin: string;
}

export const readReplay: Reader<Replay> = /* @__PURE__ */ object<Replay>(
  {
    run_id: text,
    origin: text,
  },
);

/** A search in a workspace. */
export interface RetrieveRequest {
  workspace_id: string;
  /** The question; the deployment may set a lower limit than this one. */
  query: string;
  /** Passages; null for the deployment's own number. */
  limit?: number;
  /** Which documents it may be answered from; empty for all. */
  filters?: Record<string, unknown>;
}

/** One passage, as a client shows or cites it. */
export interface FoundPassage {
  chunk_id: string;
  document_id: string;
  title: string;
  text: string;
  /** Heading path joined by ` > `. */
  section: string;
  /** From 1; null if the format has no pages. */
  page: number | null;
  /** Higher is better; comparable within one answer only. */
  score: number;
  metadata: Record<string, string | string[]>;
  /** The stages of retrieval that ranked it. */
  found_by?: FoundBy[];
}

export const readFoundPassage: Reader<FoundPassage> = /* @__PURE__ */ object<FoundPassage>(
  {
    chunk_id: text,
    document_id: text,
    title: text,
    text: text,
    section: text,
    page: nullable(whole),
    score: number,
    metadata: record(either(text, list(text))),
    found_by: list(readFoundBy),
  }, "found_by",
);

/** How the passages were found. */
export interface Provenance {
  /** Stages that failed or were skipped. */
  degraded: string[];
  /** Conditions found in the question. */
  filters: string[];
  /** Conditions that were dropped, because nothing satisfied them. */
  relaxed_filters: string[];
  /** Per record, its score in each stage that saw it. */
  scores: (Record<string, number>)[];
}

export const readProvenance: Reader<Provenance> = /* @__PURE__ */ object<Provenance>(
  {
    degraded: list(text),
    filters: list(text),
    relaxed_filters: list(text),
    scores: list(record(number)),
  },
);

/** The result of a search. */
export interface Retrieved {
  /** The passages and the question as one message, ready for a model. */
  prompt: string;
  /** Best first. */
  records: FoundPassage[];
  provenance: Provenance;
  /** Milliseconds by stage, and in total under `retrieve`. */
  elapsed: Record<string, number>;
}

export const readRetrieved: Reader<Retrieved> = /* @__PURE__ */ object<Retrieved>(
  {
    prompt: text,
    records: list(readFoundPassage),
    provenance: readProvenance,
    elapsed: record(number),
  },
);

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, either, object, oneOf, text, whole } from "../reading";

/** `submitted → extracting → embedding → indexing → ready | failed | deleting`. */
export type DocumentStatus = "submitted" | "extracting" | "embedding" | "indexing" | "ready" | "failed" | "deleting";
export const readDocumentStatus: Reader<DocumentStatus> = oneOf("submitted", "extracting", "embedding", "indexing", "ready", "failed", "deleting");

/**
 * A document's new status; sent to every open socket of users who may find the document.
 *
 * It belongs to no question, so it has neither `request_id` nor `seq`.
 */
export interface DocumentStatusFrame {
  workspace_id: string;
  document_id: string;
  /** Empty if the document was deleted. */
  path: string;
  /** `deleted` once nothing is left of it. */
  status: DocumentStatus | "deleted";
  /** Why it failed; empty otherwise. */
  reason: string;
  /** The step that failed; empty otherwise. */
  step: string;
  chunks: number;
  /** The scanned page that was recognised last; 0 for none. */
  page: number;
  /** Pages of the document, while its scanned pages are recognised; else 0. */
  page_count: number;
  type: "status";
}

export const readDocumentStatusFrame: Reader<DocumentStatusFrame> = /* @__PURE__ */ object<DocumentStatusFrame>(
  {
    workspace_id: text,
    document_id: text,
    path: text,
    status: either(readDocumentStatus, oneOf("deleted")),
    reason: text,
    step: text,
    chunks: whole,
    page: whole,
    page_count: whole,
    type: oneOf("status"),
  },
);

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, list, number, object, text, whole } from "../reading";
import { type ModelFailure, readModelFailure } from "./answers";

/** Problem details (RFC 9457). */
export interface Problem {
  type: string;
  /** The kind of error, such as `NotFound`; the same as `code` in an `error` frame. */
  title: string;
  /** HTTP status. */
  status: number;
  /** What is wrong, with the value. */
  detail: string;
  /** What to do about it; may be empty. */
  remedy: string;
  /** The id to look for in the server's log. */
  request_id: string;
  /** When a spent budget is reset, RFC 3339. */
  reset_at?: string;
  /** When a retry may succeed, in seconds. */
  retry_after_s?: number;
  /** If no model answered: each one with its reason. */
  models?: ModelFailure[];
}

export const readProblem: Reader<Problem> = /* @__PURE__ */ object<Problem>(
  {
    type: text,
    title: text,
    status: whole,
    detail: text,
    remedy: text,
    request_id: text,
    reset_at: text,
    retry_after_s: number,
    models: list(readModelFailure),
  }, "reset_at", "retry_after_s", "models",
);

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, oneOf } from "../reading";

export type Mode = "quorum" | "cascade" | "single" | "compare";

export type MadeBy = "pick" | "writer";

/**
 * What kind of answer the user gets, named by its cause.
 *
 * `agreed`: several models say it, and the documents support it. `single`: one model says it, and the
 * documents support it. `disputed`: supported answers differ, or the documents do. `not_supported`:
 * answers came, and the documents do not support them. `not_found`: nothing relevant was found, or every
 * model says so.
 * `withheld`: the answer is not sure enough for what the workspace promises of its answers.
 * `no_answer`: no model answered; it comes as an `error` frame, over REST as 503. `cancelled`: the user
 * stopped the run.
 */
export type Outcome = "agreed" | "single" | "disputed" | "not_supported" | "not_found" | "no_answer" | "withheld" | "cancelled";
export const readOutcome: Reader<Outcome> = oneOf("agreed", "single", "disputed", "not_supported", "not_found", "no_answer", "withheld", "cancelled");

/** What the passages say about one sentence; `unchecked` if its language or kind cannot be read. */
export type Verdict = "supported" | "partly" | "unsupported" | "contradicted" | "unchecked";
export const readVerdict: Reader<Verdict> = oneOf("supported", "partly", "unsupported", "contradicted", "unchecked");

/**
 * What one model says about one claim.
 *
 * `says`: the same value. `says_otherwise`: another value for the same thing. `denies`: that it is not so.
 * `silent`: nothing about it.
 */
export type Stance = "says" | "says_otherwise" | "denies" | "silent";
export const readStance: Reader<Stance> = oneOf("says", "says_otherwise", "denies", "silent");

/** How one model's call ended. All but `answered` count as no vote. */
export type ModelStatus = "answered" | "refused" | "failed" | "timed_out" | "cancelled";
export const readModelStatus: Reader<ModelStatus> = oneOf("answered", "refused", "failed", "timed_out", "cancelled");

/** The result for a provisional answer after all answers were compared. */
export type ProvisionalFate = "confirmed" | "disputed" | "replaced";
export const readProvisionalFate: Reader<ProvisionalFate> = oneOf("confirmed", "disputed", "replaced");

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, number, object, oneOf, record, text, whole } from "../reading";
import { type CheckedSentence, type Citation, type ClaimRow, type ModelResult, type ShownPassage, readCheckedSentence, readCitation, readClaimRow, readModelResult, readShownPassage } from "./answers";
import { type Certificate, type Probability, type Promise, type Share, type Usage, type Weights, readCertificate, readProbability, readPromise, readShare, readUsage, readWeights } from "./figures";
import { type MadeBy, type Outcome, type ProvisionalFate, readOutcome, readProvisionalFate } from "./outcomes";

/**
 * The verified answer of one run.
 *
 * As a frame it is under 32 kB. What does not fit is shortened in a fixed order and `truncated` is set;
 * `GET /runs/{run_id}` returns the whole of it.
 */
export interface Done {
  done: true;
  run_id: string;
  /** With markers such as [1] that number the citations. */
  answer: string;
  outcome: Outcome;
  sentences: CheckedSentence[];
  citations: Citation[];
  /** How far the others agree with it; counted in models. */
  agreement: Share;
  /** How far the documents support it; counted in sentences. */
  groundedness: Share;
  models: ModelResult[];
  /** Whose answer is served; null for none. */
  chosen_model: string | null;
  /** `pick`: the chosen model's own words; `writer`: agreed claims in a writer's words. */
  made_by: MadeBy;
  /** Calls of judge and writer. */
  further_calls: ModelResult[];
  /** 0 to 1, how closely the passages match the question; not a probability. */
  relevance: number;
  /** That the answer is right; null until the workspace has judged enough answers. */
  probability: Probability | null;
  /** What the workspace promises of its answers; null if it promises nothing. */
  promise: Promise | null;
  weights: Weights;
  /** The matrix claim × model, contested claims first. */
  claims: ClaimRow[];
  /** What a reader should know of it, in sentences with counts, the worst first. */
  findings: string[];
  /** What other models say instead, each with its models. */
  disputed: string[];
  /** For `not_supported` and `not_found`: the nearest passages, best first. */
  nearest: ShownPassage[];
  /** Ids of all documents whose passages the models read. */
  documents: string[];
  /** What became of the provisional answer; null if there was none. */
  provisional: ProvisionalFate | null;
  /** Whether one planted document could have made it; null if nothing is supported. */
  certificate: Certificate | null;
  /** Of all calls. */
  usage: Usage;
  /** Since the question was accepted: `retrieve`, `first_token`, `total`. */
  timings_ms: Record<string, number>;
  /** Stages that failed and were skipped. */
  degraded: string[];
  /** Something was shortened: GET /runs/{run_id} has the whole answer. */
  truncated?: boolean;
}

export const readDone: Reader<Done> = /* @__PURE__ */ object<Done>(
  {
    done: oneOf(true),
    run_id: text,
    answer: text,
    outcome: readOutcome,
    sentences: list(readCheckedSentence),
    citations: list(readCitation),
    agreement: readShare,
    groundedness: readShare,
    models: list(readModelResult),
    chosen_model: nullable(text),
    made_by: oneOf("pick", "writer"),
    further_calls: list(readModelResult),
    relevance: number,
    probability: nullable(readProbability),
    promise: nullable(readPromise),
    weights: readWeights,
    claims: list(readClaimRow),
    findings: list(text),
    disputed: list(text),
    nearest: list(readShownPassage),
    documents: list(text),
    provisional: nullable(readProvisionalFate),
    certificate: nullable(readCertificate),
    usage: readUsage,
    timings_ms: record(whole),
    degraded: list(text),
    truncated: flag,
  }, "truncated",
);

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, number, object, text, whole } from "../reading";
import { type Usage, readUsage } from "./figures";
import { type ModelStatus, type Stance, type Verdict, readModelStatus, readStance, readVerdict } from "./outcomes";

/** The place of a passage in the ranking of one stage of retrieval. */
export interface FoundBy {
  /** A retriever, `lexical` or `dense`, or a reranker, `late_interaction` or `cross_encoder`. */
  stage: string;
  /** From 1. */
  rank: number;
  /** The number of passages that the stage ranked. */
  of: number;
  /** Higher is better; comparable within the stage and the question only. */
  score: number;
}

export const readFoundBy: Reader<FoundBy> = /* @__PURE__ */ object<FoundBy>(
  {
    stage: text,
    rank: whole,
    of: whole,
    score: number,
  },
);

/** The span of a passage that supports a sentence. */
export interface Citation {
  /** Number shown in the answer, from 1. */
  marker: number;
  document_id: string;
  chunk_id: string;
  title: string;
  /** The supporting words, verbatim from the passage. */
  quote: string;
  /** From 1; null if the format has no pages. */
  page: number | null;
  /** Heading path joined by ` › `. */
  section: string;
  /** The check found that the quote supports the sentence. */
  verified: boolean;
  /** Character of the document's text that the quote begins at; null if it is not known. */
  start: number | null;
  /** The position after the quote's last character. */
  end: number | null;
  /** The stages of retrieval that ranked the passage. */
  found_by?: FoundBy[];
}

export const readCitation: Reader<Citation> = /* @__PURE__ */ object<Citation>(
  {
    marker: whole,
    document_id: text,
    chunk_id: text,
    title: text,
    quote: text,
    page: nullable(whole),
    section: text,
    verified: flag,
    start: nullable(whole),
    end: nullable(whole),
    found_by: list(readFoundBy),
  }, "found_by",
);

/** Words of a passage that the sentence does not cite. */
export interface OtherPassage {
  document_id: string;
  chunk_id: string;
  title: string;
  /** Verbatim from the passage. */
  quote: string;
  /** From 1; null if the format has no pages. */
  page: number | null;
  /** Heading path joined by ` › `. */
  section: string;
  /** Character of the document's text that the quote begins at; null if it is not known. */
  start: number | null;
  /** The position after the quote's last character. */
  end: number | null;
}

export const readOtherPassage: Reader<OtherPassage> = /* @__PURE__ */ object<OtherPassage>(
  {
    document_id: text,
    chunk_id: text,
    title: text,
    quote: text,
    page: nullable(whole),
    section: text,
    start: nullable(whole),
    end: nullable(whole),
  },
);

/** One sentence of the answer with its verdict. */
export interface CheckedSentence {
  text: string;
  verdict: Verdict;
  /** 0 to 1. */
  groundedness: number;
  /** Citations that support it. */
  markers: number[];
  /** Models whose answers say the same. */
  supporters: string[];
  /** Models that contradict it. */
  disputed_by: string[];
  /** Layout since the sentence before: line breaks, item numbers, headings. */
  before: string;
  /** Another document that says the same by itself, if one was found. */
  also?: OtherPassage[];
  /** What passages say with another value, or deny; at most three. */
  against?: OtherPassage[];
}

export const readCheckedSentence: Reader<CheckedSentence> = /* @__PURE__ */ object<CheckedSentence>(
  {
    text: text,
    verdict: readVerdict,
    groundedness: number,
    markers: list(whole),
    supporters: list(text),
    disputed_by: list(text),
    before: text,
    also: list(readOtherPassage),
    against: list(readOtherPassage),
  }, "also", "against",
);

/** What one model says about one claim. */
export interface ModelStance {
  model_id: string;
  stance: Stance;
  /** Its value, or its words; empty if it is silent. */
  value: string;
}

export const readModelStance: Reader<ModelStance> = /* @__PURE__ */ object<ModelStance>(
  {
    model_id: text,
    stance: readStance,
    value: text,
  },
);

/** One claim of the claim-by-model matrix; every model that answered has a column, in the same order. */
export interface ClaimRow {
  claim: string;
  verdict: Verdict;
  models: ModelStance[];
  /** The documents' words about it, verbatim; empty if there are none. */
  evidence: string;
}

export const readClaimRow: Reader<ClaimRow> = /* @__PURE__ */ object<ClaimRow>(
  {
    claim: text,
    verdict: readVerdict,
    models: list(readModelStance),
    evidence: text,
  },
);

/** The result of one model's call. */
export interface ModelResult {
  id: string;
  /** Models of one family share weight in a vote. */
  family: string;
  status: ModelStatus;
  /** Why it is not `answered`; empty otherwise. */
  reason: string;
  /** What it wrote, unchecked; shortened in `done` if that would be too long. */
  text: string;
  /** Of the whole call. */
  latency_ms: number;
  /** Until the first text; null if none came. */
  first_token_ms: number | null;
  usage: Usage;
  /** The answer came from the cache; the model was not asked again. */
  cached: boolean;
  /** It reached its token limit, so the end is missing. */
  cut: boolean;
}

export const readModelResult: Reader<ModelResult> = /* @__PURE__ */ object<ModelResult>(
  {
    id: text,
    family: text,
    status: readModelStatus,
    reason: text,
    text: text,
    latency_ms: whole,
    first_token_ms: nullable(whole),
    usage: readUsage,
    cached: flag,
    cut: flag,
  },
);

/** A passage as it is shown to a reader. */
export interface ShownPassage {
  document_id: string;
  chunk_id: string;
  title: string;
  /** Heading path joined by ` › `. */
  section: string;
  /** From 1; null if the format has no pages. */
  page: number | null;
  text: string;
  /** Higher is better; comparable within one answer only. */
  score: number;
  /** The stages of retrieval that ranked it. */
  found_by?: FoundBy[];
}

export const readShownPassage: Reader<ShownPassage> = /* @__PURE__ */ object<ShownPassage>(
  {
    document_id: text,
    chunk_id: text,
    title: text,
    section: text,
    page: nullable(whole),
    text: text,
    score: number,
    found_by: list(readFoundBy),
  }, "found_by",
);

/** Why one model gave no answer. */
export interface ModelFailure {
  id: string;
  status: ModelStatus;
  reason: string;
}

export const readModelFailure: Reader<ModelFailure> = /* @__PURE__ */ object<ModelFailure>(
  {
    id: text,
    status: readModelStatus,
    reason: text,
  },
);

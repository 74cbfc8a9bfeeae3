// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, nullable, number, object, record, text, whole } from "../reading";

/** A figure with its counts, shown as "4 of 5". */
export interface Share {
  /** 0 to 1; null if it does not apply, as agreement of a single model. */
  value: number | null;
  count: number;
  total: number;
}

export const readShare: Reader<Share> = /* @__PURE__ */ object<Share>(
  {
    value: nullable(number),
    count: whole,
    total: whole,
  },
);

/** How likely an answer is right, from judged answers with such figures. */
export interface Probability {
  /** 0 to 1. */
  value: number;
  /** Lower end of the 95 % interval. */
  low: number;
  /** Upper end of the 95 % interval. */
  high: number;
  /** How many judged answers it is based on. */
  judgements: number;
}

export const readProbability: Reader<Probability> = /* @__PURE__ */ object<Probability>(
  {
    value: number,
    low: number,
    high: number,
    judgements: whole,
  },
);

/** Whether planted documents could have caused the answer: each document is checked alone. */
export interface Certificate {
  /** How many documents are assumed to be planted. */
  planted: number;
  /** Sentences of the answer that the documents support. */
  sentences: number;
  /** Of these, those that several documents each support, and none contradicts. */
  held: number;
}

export const readCertificate: Reader<Certificate> = /* @__PURE__ */ object<Certificate>(
  {
    planted: whole,
    sentences: whole,
    held: whole,
  },
);

/** Tokens in and out, as the model counted them (estimated if it does not), and their price. */
export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
}

export const readUsage: Reader<Usage> = /* @__PURE__ */ object<Usage>(
  {
    input_tokens: whole,
    output_tokens: whole,
    cost_usd: number,
  },
);

/** The workspace's promise about its answers, and whether this answer keeps it. */
export interface Promise {
  /** At most this share of all questions gets a wrong answer. */
  max_error: number;
  /** Judged answers that it is based on. */
  judgements: number;
  /** False: too few answers were judged; nothing is promised or withheld. */
  is_kept: boolean;
  /** The answer is not sure enough and is not served. */
  is_withheld: boolean;
  /** The promise as a sentence. */
  words: string;
}

export const readPromise: Reader<Promise> = /* @__PURE__ */ object<Promise>(
  {
    max_error: number,
    judgements: whole,
    is_kept: flag,
    is_withheld: flag,
    words: text,
  },
);

/** How much each model counted. */
export interface Weights {
  /** All count alike, because too few answers were judged. */
  are_priors: boolean;
  /** By model, 1 on average; a missing model counts 1. */
  values: Record<string, number>;
}

export const readWeights: Reader<Weights> = /* @__PURE__ */ object<Weights>(
  {
    are_priors: flag,
    values: record(number),
  },
);

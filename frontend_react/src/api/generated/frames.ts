// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, number, object, oneOf, readTyped, text, whole } from "../reading";
import { type CheckedSentence, type Citation, type ModelFailure, type ShownPassage, readCheckedSentence, readCitation, readModelFailure, readShownPassage } from "./answers";
import { type Done, readDone } from "./done";
import { type ModelStatus, type Outcome, readModelStatus, readOutcome } from "./outcomes";

export const MAX_FRAME_BYTES = 32000;

export type FrameType = "accepted" | "waking" | "passages" | "draft" | "model" | "provisional" | "token" | "done" | "error" | "status";

/** The fields of every frame about a question, besides its own. */
export interface Envelope {
  type: FrameType;
  /** The client's own id; empty if the client's frame could not be read. */
  request_id: string;
  /** Names the run; absent in a refusal. */
  run_id?: string;
  /** From 0, without a gap, per run; absent in a refusal. */
  seq?: number;
}

export const readEnvelope: Reader<Envelope> = /* @__PURE__ */ object<Envelope>(
  {
    type: oneOf("accepted", "waking", "passages", "draft", "model", "provisional", "token", "done", "error", "status"),
    request_id: text,
    run_id: text,
    seq: whole,
  }, "run_id", "seq",
);

/** The question was accepted. */
export interface Accepted {
  session_id: string;
  /** Ids of the models that are asked. */
  models: string[];
  /** Version of the contract that the server speaks. */
  protocol: number;
}

export const readAccepted: Reader<Accepted> = /* @__PURE__ */ object<Accepted>(
  {
    session_id: text,
    models: list(text),
    protocol: whole,
  },
);

/** Something that was paused to save cost is starting, and the question waits for it. */
export interface Waking {
  /** What is starting. */
  what: "database";
  /** How long that usually takes, in seconds. */
  expected_s: number;
}

export const readWaking: Reader<Waking> = /* @__PURE__ */ object<Waking>(
  {
    what: oneOf("database"),
    expected_s: number,
  },
);

/** The passages, best first, sent while the models work. */
export interface Passages {
  passages: ShownPassage[];
  /** When it was found, RFC 3339. */
  at: string;
}

export const readPassages: Reader<Passages> = /* @__PURE__ */ object<Passages>(
  {
    passages: list(readShownPassage),
    at: text,
  },
);

/** The next piece of what one model writes, unchecked. */
export interface Draft {
  model: string;
  text: string;
  /** What the model wrote before was reasoning; drop it. */
  restart?: boolean;
}

export const readDraft: Reader<Draft> = /* @__PURE__ */ object<Draft>(
  {
    model: text,
    text: text,
    restart: flag,
  }, "restart",
);

/** One model has finished or failed. */
export interface ModelReport {
  model: string;
  family: string;
  status: ModelStatus;
  /** Why it is not `answered`; empty otherwise. */
  reason: string;
  latency_ms: number;
  /** The answer came from the cache; the model was not asked again. */
  cached: boolean;
  /** It reached its token limit, so the end is missing. */
  cut: boolean;
}

export const readModelReport: Reader<ModelReport> = /* @__PURE__ */ object<ModelReport>(
  {
    model: text,
    family: text,
    status: readModelStatus,
    reason: text,
    latency_ms: whole,
    cached: flag,
    cut: flag,
  },
);

/**
 * A first checked answer while other models still write.
 *
 * It may be followed by another one, which replaces it; the field `provisional` of `done` says whether it
 * was confirmed.
 */
export interface Provisional {
  /** With markers such as [1] that number the citations. */
  answer: string;
  outcome: Outcome;
  sentences: CheckedSentence[];
  citations: Citation[];
  chosen_model: string | null;
  /** Models that still write. */
  waiting_for: string[];
}

export const readProvisional: Reader<Provisional> = /* @__PURE__ */ object<Provisional>(
  {
    answer: text,
    outcome: readOutcome,
    sentences: list(readCheckedSentence),
    citations: list(readCitation),
    chosen_model: nullable(text),
    waiting_for: list(text),
  },
);

/** The next piece of the verified answer. */
export interface Token {
  token: string;
  /** On the first: models whose answers were compared. */
  compared?: string[];
  /** On the first: when it was sent, RFC 3339. */
  at?: string;
}

export const readToken: Reader<Token> = /* @__PURE__ */ object<Token>(
  {
    token: text,
    compared: list(text),
    at: text,
  }, "compared", "at",
);

/** The question was refused, or its run ended without an answer. */
export interface Failure {
  /** What is wrong. */
  error: string;
  /** The kind of error, the same as `title` over REST. */
  code: string;
  /** What to do about it; may be empty. */
  remedy: string;
  /** If no model answered: each one with its reason. */
  models?: ModelFailure[];
}

export const readFailure: Reader<Failure> = /* @__PURE__ */ object<Failure>(
  {
    error: text,
    code: text,
    remedy: text,
    models: list(readModelFailure),
  }, "models",
);


/** What a frame says, by its type. */
export interface SaidByType {
  accepted: Accepted;
  waking: Waking;
  passages: Passages;
  draft: Draft;
  model: ModelReport;
  provisional: Provisional;
  token: Token;
  done: Done;
  error: Failure;
}

export type Frame = { [T in keyof SaidByType]: Envelope & { type: T } & SaidByType[T] }[keyof SaidByType];

const READERS: { [T in keyof SaidByType]: Reader<SaidByType[T]> } = {
  accepted: readAccepted,
  waking: readWaking,
  passages: readPassages,
  draft: readDraft,
  model: readModelReport,
  provisional: readProvisional,
  token: readToken,
  done: readDone,
  error: readFailure,
};

/** Reads a frame about a question; undefined for a type of a newer server. Throws if it does not fit. */
export function readFrame(value: unknown): Frame | undefined {
  const { type } = readTyped(value, "the frame");
  if (!Object.hasOwn(READERS, type)) return undefined;
  const read: Reader<object> = READERS[type as keyof SaidByType];
  return { ...readEnvelope(value, type), ...read(value, type) } as Frame;
}

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Mode } from "./outcomes";

export const MAX_CLIENT_FRAME_CHARS = 65536;

export const MAX_MODELS = 8;

export const MAX_QUESTION_CHARS = 20000;

/** A question; the workspace's settings apply to omitted fields. */
export interface Ask {
  action: "ask";
  /** Your own name for the request; the same one again is the same run. */
  request_id: string;
  workspace_id: string;
  /** The question; the deployment may set a lower limit than this one. */
  query: string;
  /** Continues a conversation; empty begins one. */
  session_id?: string;
  mode?: Mode;
  /** Ids; empty for the workspace's own. */
  models?: string[];
  /** Which documents it may be answered from; empty for all. */
  filters?: Record<string, unknown>;
}

/** Stops one of the caller's runs; the models end at their next token. */
export interface Cancel {
  action: "cancel";
  /** Your own name for the request; the same one again is the same run. */
  request_id: string;
}

/** Stops waiting for one model of one of the caller's runs; the answer is made of the other answers. */
export interface DropModel {
  action: "drop_model";
  /** Your own name for the request; the same one again is the same run. */
  request_id: string;
  /** One of the models in the frame `accepted`. */
  model: string;
}

/** Asks for the frames after `after_seq` and all later ones, unless a newer connection has the run. */
export interface Resume {
  action: "resume";
  /** Your own name for the request; the same one again is the same run. */
  request_id: string;
  /** -1 for all. */
  after_seq?: number;
}

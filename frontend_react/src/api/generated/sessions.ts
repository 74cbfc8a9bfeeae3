// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, object, oneOf, text, whole } from "../reading";
import { type Done, readDone } from "./done";
import { type Outcome, readOutcome } from "./outcomes";

export const MAX_COMMENT_CHARS = 2000;

export const MAX_TITLE_CHARS = 200;

export const MAX_SESSION_MESSAGES = 80;

/** A conversation in a list; times are RFC 3339, UTC. */
export interface SessionSummary {
  session_id: string;
  workspace_id: string;
  title: string;
  created_at: string;
  updated_at: string;
  message_count: number;
  /** Members of its workspaces may read it. */
  is_shared?: boolean;
}

export const readSessionSummary: Reader<SessionSummary> = /* @__PURE__ */ object<SessionSummary>(
  {
    session_id: text,
    workspace_id: text,
    title: text,
    created_at: text,
    updated_at: text,
    message_count: whole,
    is_shared: flag,
  }, "is_shared",
);

/** The caller's conversations, last used first. */
export interface SessionList {
  sessions: SessionSummary[];
}

export const readSessionList: Reader<SessionList> = /* @__PURE__ */ object<SessionList>(
  {
    sessions: list(readSessionSummary),
  },
);

/** One turn of a conversation. */
export interface SessionMessage {
  role: "user" | "assistant";
  text: string;
  /** RFC 3339, UTC. */
  created_at: string;
  workspace_id: string;
  run_id: string;
  /** Of an assistant's turn: the answer as it was given. */
  answer: Done | null;
}

export const readSessionMessage: Reader<SessionMessage> = /* @__PURE__ */ object<SessionMessage>(
  {
    role: oneOf("user", "assistant"),
    text: text,
    created_at: text,
    workspace_id: text,
    run_id: text,
    answer: nullable(readDone),
  },
);

/** Which part of a conversation. */
export interface SessionQuery {
  /** Messages at most; a question and its answer are two. */
  limit?: number;
  /** The `before` of the part that follows; empty for the newest part. */
  before?: string;
}

/** A part of a conversation, oldest message first; it begins with a question. */
export interface Session {
  session_id: string;
  messages: SessionMessage[];
  /** Pass it as `before` for the part before; null at the beginning. */
  before: string | null;
  /** The user who shares it; empty if it is the caller's own. */
  shared_by?: string;
}

export const readSession: Reader<Session> = /* @__PURE__ */ object<Session>(
  {
    session_id: text,
    messages: list(readSessionMessage),
    before: nullable(text),
    shared_by: text,
  }, "shared_by",
);

/** An answer that models or documents dispute. */
export interface DisputedAnswer {
  session_id: string;
  run_id: string;
  question: string;
  outcome: Outcome;
  /** What other models or documents say instead. */
  disputed: string[];
  /** RFC 3339, UTC. */
  answered_at: string;
}

export const readDisputedAnswer: Reader<DisputedAnswer> = /* @__PURE__ */ object<DisputedAnswer>(
  {
    session_id: text,
    run_id: text,
    question: text,
    outcome: readOutcome,
    disputed: list(text),
    answered_at: text,
  },
);

/** The caller's latest disputed answers in a workspace, newest first. */
export interface DisputeList {
  disputes: DisputedAnswer[];
  /** Conversations that were looked through, the latest. */
  looked_through: number;
}

export const readDisputeList: Reader<DisputeList> = /* @__PURE__ */ object<DisputeList>(
  {
    disputes: list(readDisputedAnswer),
    looked_through: whole,
  },
);

/** Changes to a conversation; what is left out stays as it is. */
export interface SessionChange {
  title?: string;
  /** Whether the members of its workspaces may read it. */
  is_shared?: boolean;
}

/** The deleted conversation. */
export interface SessionDeletion {
  session_id: string;
}

export const readSessionDeletion: Reader<SessionDeletion> = /* @__PURE__ */ object<SessionDeletion>(
  {
    session_id: text,
  },
);

/** The caller's feedback on an answer. */
export interface Rating {
  run_id: string;
  rating: "up" | "down";
  comment?: string;
}

/** The stored feedback; it replaces an earlier one on the same run. */
export interface Feedback {
  run_id: string;
  workspace_id: string;
  rating: "up" | "down";
  /** RFC 3339, UTC. */
  created_at: string;
  comment: string;
}

export const readFeedback: Reader<Feedback> = /* @__PURE__ */ object<Feedback>(
  {
    run_id: text,
    workspace_id: text,
    rating: oneOf("up", "down"),
    created_at: text,
    comment: text,
  },
);

// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, number, object, oneOf, record, text, whole } from "../reading";
import { type Promise, type Usage, readPromise, readUsage } from "./figures";
import { type Mode } from "./outcomes";

export const MAX_NAME_CHARS = 100;

export const MAX_ADDRESS_CHARS = 254;

export const MAX_MEMBERS = 90;

export type Engine = "postgresql" | "opensearch" | "store";

/** A workspace to create; the caller owns it. */
export interface NewWorkspace {
  name: string;
  /** Ids of users who may read and ask; new ones are invited, and accept or decline. */
  members?: string[];
  /** What embeds its documents; null for the deployment's first. */
  encoder?: string;
}

/** The fields to change; null or omitted fields keep their values. */
export interface WorkspaceChange {
  name?: string;
  mode?: Mode;
  models?: string[];
  members?: string[];
  /** At most this share of questions may get a wrong answer; 0 promises nothing. */
  max_error?: number;
  /** Starts to move the workspace there; searches continue. */
  engine?: Engine;
  /** Starts to embed the workspace again with it; searches continue. */
  encoder?: string;
  /** The version that was read; null for the newest. */
  revision?: number;
  /** Words of a passage, at most; for documents that are processed from now on. */
  chunk_words?: number;
  /** Words that neighbouring passages share, at most half of a passage. */
  chunk_overlap?: number;
  /** Tokens that all its members together may use per day (UTC); 0 for no limit. */
  daily_tokens?: number;
  /** US dollars that all its members together may spend per day (UTC); 0 for no limit. */
  daily_cost_usd?: number;
}

/** An invitation for a verified e-mail address. */
export interface EmailInvitation {
  /** Case and surrounding spaces are ignored. The answer does not reveal who has an account. */
  email: string;
}

/** A workspace on its way to another engine or encoder. */
export interface Move {
  engine: Engine;
  /** Documents that exist. */
  copied: number;
  /** Documents in total. */
  total: number;
  /** The encoder of its documents there. */
  encoder: string;
}

export const readMove: Reader<Move> = /* @__PURE__ */ object<Move>(
  {
    engine: oneOf("postgresql", "opensearch", "store"),
    copied: whole,
    total: whole,
    encoder: text,
  },
);

/** A set of documents with its owner, members and defaults. */
export interface Workspace {
  workspace_id: string;
  name: string;
  owner: string;
  /** RFC 3339, UTC. */
  created_at: string;
  /** Ids of users who accepted an invitation. */
  members: string[];
  mode: Mode;
  /** Default models; empty for the deployment's own. */
  models: string[];
  /** At most this share of questions may get a wrong answer; 0 promises nothing. */
  max_error: number;
  /** Its search engine. */
  engine: Engine;
  /** Set while it is copied to another engine or encoder. */
  moving: Move | null;
  /** Grows by one with each change. */
  revision: number;
  /** The encoder of its documents and questions. */
  encoder: string;
  /** Ids of users who have not answered their invitation yet. */
  invited: string[];
  /** The most words of a passage into which its documents are cut. */
  chunk_words: number;
  /** Words that neighbouring passages share. */
  chunk_overlap: number;
  /** Addresses that have not answered their invitation yet; only the owner sees them. */
  invited_emails: string[];
  /** When each invitation ends, by id or address, RFC 3339; addresses for the owner only. */
  invited_until: Record<string, string>;
  /** Tokens that may be used per day, all members together; 0 for no limit. */
  daily_tokens: number;
  /** US dollars that may be spent per day, all members together; 0 for no limit. */
  daily_cost_usd: number;
  /** The owner's verified address, in lists, if the caller is not the owner; else empty. */
  owner_email: string;
  /** Whether the caller owns it: names are unique only among a user's own workspaces. */
  is_own: boolean;
}

export const readWorkspace: Reader<Workspace> = /* @__PURE__ */ object<Workspace>(
  {
    workspace_id: text,
    name: text,
    owner: text,
    created_at: text,
    members: list(text),
    mode: oneOf("quorum", "cascade", "single", "compare"),
    models: list(text),
    max_error: number,
    engine: oneOf("postgresql", "opensearch", "store"),
    moving: nullable(readMove),
    revision: whole,
    encoder: text,
    invited: list(text),
    chunk_words: whole,
    chunk_overlap: whole,
    invited_emails: list(text),
    invited_until: record(text),
    daily_tokens: whole,
    daily_cost_usd: number,
    owner_email: text,
    is_own: flag,
  },
);

/** What a workspace may use per day (UTC), all members together, and what it has used today. */
export interface WorkspaceBudget {
  /** 0 for no limit. */
  daily_tokens: number;
  /** 0 for no limit. */
  daily_cost_usd: number;
  /** Of today, by all members. */
  used: Usage;
  /** When the next day begins, RFC 3339, UTC. */
  reset_at: string;
}

export const readWorkspaceBudget: Reader<WorkspaceBudget> = /* @__PURE__ */ object<WorkspaceBudget>(
  {
    daily_tokens: whole,
    daily_cost_usd: number,
    used: readUsage,
    reset_at: text,
  },
);

/** A workspace that the caller is invited to; before accepting, the caller cannot see or ask it. */
export interface Invitation {
  workspace_id: string;
  name: string;
  /** Who invites. */
  owner: string;
  /** The verified address of who invites; empty if there is none. */
  owner_email: string;
  /** When it ends, RFC 3339; empty if it does not. */
  until: string;
}

export const readInvitation: Reader<Invitation> = /* @__PURE__ */ object<Invitation>(
  {
    workspace_id: text,
    name: text,
    owner: text,
    owner_email: text,
    until: text,
  },
);

/** Invitations that the caller has not answered. */
export interface InvitationList {
  invitations: Invitation[];
}

export const readInvitationList: Reader<InvitationList> = /* @__PURE__ */ object<InvitationList>(
  {
    invitations: list(readInvitation),
  },
);

/** The caller's workspaces, newest first. */
export interface WorkspaceList {
  workspaces: Workspace[];
  /** Whether the deployment lets the caller create another one. */
  may_create: boolean;
}

export const readWorkspaceList: Reader<WorkspaceList> = /* @__PURE__ */ object<WorkspaceList>(
  {
    workspaces: list(readWorkspace),
    may_create: flag,
  },
);

/** What is deleted with a workspace. */
export interface WorkspaceDeletion {
  /** How many documents are being deleted. */
  documents: number;
}

export const readWorkspaceDeletion: Reader<WorkspaceDeletion> = /* @__PURE__ */ object<WorkspaceDeletion>(
  {
    documents: whole,
  },
);

/** Answers of neighbouring scores. */
export interface CalibrationStep {
  /** The highest score of the step, 0 to 1. */
  upto: number;
  /** How many of them were judged right. */
  right: number;
  count: number;
}

export const readCalibrationStep: Reader<CalibrationStep> = /* @__PURE__ */ object<CalibrationStep>(
  {
    upto: number,
    right: whole,
    count: whole,
  },
);

/** The calibration of scores. */
export interface Calibration {
  /** From the lowest scores to the highest. */
  steps: CalibrationStep[];
  /** Brier score on judgements that were not fitted to; lower is better. */
  brier: number;
  /** Brier score of a baseline that always predicts the overall share. */
  base_brier: number;
}

export const readCalibration: Reader<Calibration> = /* @__PURE__ */ object<Calibration>(
  {
    steps: list(readCalibrationStep),
    brier: number,
    base_brier: number,
  },
);

/** A workspace's calibration by its judged answers. */
export interface CalibrationReport {
  /** How many answers were judged. */
  judgements: number;
  /** How many are needed for probabilities. */
  needed: number;
  /** RFC 3339, when it was computed; empty if there is none yet. */
  learnt_at: string;
  /** All models count equally: too few answers were judged. */
  weights_are_priors: boolean;
  /** By model, 1 on average; a missing model counts 1. */
  weights: Record<string, number>;
  /** Null while too few answers were judged. */
  calibration: Calibration | null;
  /** What it promises about its answers; null if it promises nothing. */
  promise: Promise | null;
}

export const readCalibrationReport: Reader<CalibrationReport> = /* @__PURE__ */ object<CalibrationReport>(
  {
    judgements: whole,
    needed: whole,
    learnt_at: text,
    weights_are_priors: flag,
    weights: record(number),
    calibration: nullable(readCalibration),
    promise: nullable(readPromise),
  },
);

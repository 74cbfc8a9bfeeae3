// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, flag, list, nullable, number, object, oneOf, text, whole } from "../reading";
import { type Usage, readUsage } from "./figures";

export type Provider = "extractive" | "openai" | "bedrock" | "sagemaker";

export type Role = "cheap" | "strong" | "judge";

/** The API answers. */
export interface Health {
  status: "ok";
  environment: string;
  /** Version of the contract that the server speaks. */
  protocol: number;
}

export const readHealth: Reader<Health> = /* @__PURE__ */ object<Health>(
  {
    status: oneOf("ok"),
    environment: text,
    protocol: whole,
  },
);

/** Whether to call each model. */
export interface ModelsQuery {
  /** Ask each something trivial, at most once a minute; false only lists them. */
  check?: boolean;
}

/** A model of this deployment. */
export interface OfferedModel {
  id: string;
  /** Models of one family share weight in a vote. */
  family: string;
  provider: Provider;
  role: Role;
  /** Prompt and answer together. */
  context_tokens: number;
  /** USD per million tokens. */
  input_price: number;
  /** USD per million tokens. */
  output_price: number;
  /** Whether it answered a trivial question within the last minute; null if not asked. */
  answers: boolean | null;
  /** Why it did not, with the remedy. */
  reason: string;
  /** Of that answer or failure; null if not asked. */
  latency_ms: number | null;
}

export const readOfferedModel: Reader<OfferedModel> = /* @__PURE__ */ object<OfferedModel>(
  {
    id: text,
    family: text,
    provider: oneOf("extractive", "openai", "bedrock", "sagemaker"),
    role: oneOf("cheap", "strong", "judge"),
    context_tokens: whole,
    input_price: number,
    output_price: number,
    answers: nullable(flag),
    reason: text,
    latency_ms: nullable(whole),
  },
);

/** The models of this deployment, in the operator's order. */
export interface ModelList {
  models: OfferedModel[];
}

export const readModelList: Reader<ModelList> = /* @__PURE__ */ object<ModelList>(
  {
    models: list(readOfferedModel),
  },
);

/** The first day of the report. */
export interface UsageQuery {
  /** A day, YYYY-MM-DD; empty for the last 30 days. */
  since?: string;
}

/** One day (UTC, YYYY-MM-DD) of one model. */
export interface UsageLine {
  day: string;
  model_id: string;
  calls: number;
  usage: Usage;
}

export const readUsageLine: Reader<UsageLine> = /* @__PURE__ */ object<UsageLine>(
  {
    day: text,
    model_id: text,
    calls: whole,
    usage: readUsage,
  },
);

/** The caller's usage since a day, per day and model, and in total. */
export interface UsageReport {
  since: string;
  lines: UsageLine[];
  total: Usage;
}

export const readUsageReport: Reader<UsageReport> = /* @__PURE__ */ object<UsageReport>(
  {
    since: text,
    lines: list(readUsageLine),
    total: readUsage,
  },
);

/** Opens one WebSocket connection, as `?ticket=`. */
export interface SocketTicket {
  ticket: string;
  /** Seconds. */
  expires_in: number;
}

export const readSocketTicket: Reader<SocketTicket> = /* @__PURE__ */ object<SocketTicket>(
  {
    ticket: text,
    expires_in: whole,
  },
);

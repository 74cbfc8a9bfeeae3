// Generated from genai_core/domain/protocol by `make generate`; do not edit.
import { type Reader, list, nullable, number, object, oneOf, text, whole } from "../reading";
import { type Usage, readUsage } from "./figures";

export const MOST_USERS = 100;

export const MOST_FAILED = 10;

export type BreakerCondition = "closed" | "open" | "trial";

/** The first day of the report. */
export interface AllUsageQuery {
  /** A day, YYYY-MM-DD, at most 92 days ago; empty for 30 days. */
  since?: string;
}

/** One day (UTC, YYYY-MM-DD), all users and models together. */
export interface DayUsage {
  day: string;
  calls: number;
  usage: Usage;
}

export const readDayUsage: Reader<DayUsage> = /* @__PURE__ */ object<DayUsage>(
  {
    day: text,
    calls: whole,
    usage: readUsage,
  },
);

/** One model, all users together. */
export interface ModelUsage {
  model_id: string;
  calls: number;
  usage: Usage;
}

export const readModelUsage: Reader<ModelUsage> = /* @__PURE__ */ object<ModelUsage>(
  {
    model_id: text,
    calls: whole,
    usage: readUsage,
  },
);

/** One user, all models together. */
export interface UserUsage {
  user_id: string;
  calls: number;
  usage: Usage;
  /** Of this, what counts against today's budget. */
  today: Usage;
  /** The address that the user signs in with; empty if the user was deleted. */
  email: string;
}

export const readUserUsage: Reader<UserUsage> = /* @__PURE__ */ object<UserUsage>(
  {
    user_id: text,
    calls: whole,
    usage: readUsage,
    today: readUsage,
    email: text,
  },
);

/** One user's limits per day (UTC); 0 means no limit. */
export interface DailyBudget {
  tokens: number;
  cost_usd: number;
}

export const readDailyBudget: Reader<DailyBudget> = /* @__PURE__ */ object<DailyBudget>(
  {
    tokens: whole,
    cost_usd: number,
  },
);

/** The usage of all users since a day. */
export interface AllUsage {
  since: string;
  calls: number;
  total: Usage;
  budget: DailyBudget;
  /** Every day on which a model was called, oldest first. */
  days: DayUsage[];
  /** Most expensive first, then by tokens. */
  models: ModelUsage[];
  /** Most expensive first, then by tokens; at most 100. */
  users: UserUsage[];
  /** How many more users there are. */
  further_users: number;
}

export const readAllUsage: Reader<AllUsage> = /* @__PURE__ */ object<AllUsage>(
  {
    since: text,
    calls: whole,
    total: readUsage,
    budget: readDailyBudget,
    days: list(readDayUsage),
    models: list(readModelUsage),
    users: list(readUserUsage),
    further_users: whole,
  },
);

/** The circuit breaker of one model. */
export interface ModelBreaker {
  model_id: string;
  /** closed: it is called; open: nobody calls it; trial: the next caller tries it. */
  condition: BreakerCondition;
  /** Consecutive failures, each within two minutes of the one before. */
  failures: number;
  /** ISO 8601, UTC; null while closed. */
  rests_until: string | null;
}

export const readModelBreaker: Reader<ModelBreaker> = /* @__PURE__ */ object<ModelBreaker>(
  {
    model_id: text,
    condition: oneOf("closed", "open", "trial"),
    failures: whole,
    rests_until: nullable(text),
  },
);

/** The breakers of all models, in the operator's order. */
export interface BreakerList {
  breakers: ModelBreaker[];
}

export const readBreakerList: Reader<BreakerList> = /* @__PURE__ */ object<BreakerList>(
  {
    breakers: list(readModelBreaker),
  },
);

/** A message that failed five times. */
export interface FailedMessage {
  message_id: string;
  /** The objects it names, or its beginning. */
  about: string;
  /** ISO 8601, UTC. */
  sent_at: string;
}

export const readFailedMessage: Reader<FailedMessage> = /* @__PURE__ */ object<FailedMessage>(
  {
    message_id: text,
    about: text,
    sent_at: text,
  },
);

/** The queue of documents that arrived; the counts are approximate, as the queue gives them. */
export interface QueueReport {
  waiting: number;
  in_work: number;
  /** In the dead-letter queue. */
  failed: number;
  /** Some of the failed messages, at most 10. */
  messages: FailedMessage[];
}

export const readQueueReport: Reader<QueueReport> = /* @__PURE__ */ object<QueueReport>(
  {
    waiting: whole,
    in_work: whole,
    failed: whole,
    messages: list(readFailedMessage),
  },
);

/** The result of sending failed messages again. */
export interface Redriven {
  sent: number;
  /** Still in the dead-letter queue; approximate. */
  left: number;
}

export const readRedriven: Reader<Redriven> = /* @__PURE__ */ object<Redriven>(
  {
    sent: whole,
    left: whole,
  },
);

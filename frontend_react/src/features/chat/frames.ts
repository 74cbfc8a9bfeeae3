/** The frames of the server, as `genai_core/domain/chat/frames.py` describes them. */
export interface Citation {
  marker: number;
  document_id: string;
  title: string;
  page: number | null;
  section: string;
  quote: string;
  verified: boolean;
}

export type Verdict = "supported" | "partly" | "unsupported" | "contradicted";

export interface Sentence {
  text: string;
  verdict: Verdict;
  groundedness: number;
  markers: number[];
  supporters: string[];
  disputed_by: string[];
}

/** A figure with its counts, shown as "4 of 5"; no value where it does not apply. */
export interface Share {
  value: number | null;
  count: number;
  total: number;
}

/** How likely the answer is right, from judged answers with such figures. */
export interface Probability {
  value: number;
  low: number;
  high: number;
  judgements: number;
}

export interface ModelResult {
  id: string;
  family: string;
  status: "answered" | "refused" | "failed" | "timed_out" | "cancelled";
  reason: string;
  latency_ms: number;
}

export interface Answer {
  run_id: string;
  answer: string;
  outcome: "agreed" | "single" | "disputed" | "not_found";
  sentences: Sentence[];
  citations: Citation[];
  agreement: Share;
  groundedness: Share;
  models: ModelResult[];
  chosen_model: string | null;
  /** Whose words these are: the chosen model's own, or a writer's from what is agreed. */
  made_by: "pick" | "writer";
  probability: Probability | null;
  disputed: string[];
  timings_ms: Record<string, number>;
  degraded: string[];
}

interface Numbered {
  request_id: string;
  seq: number;
}

export type Frame = Numbered &
  (
    | { type: "accepted"; session_id: string; models: string[] }
    | { type: "passages"; passages: unknown[] }
    | { type: "draft"; model: string; text: string }
    | { type: "token"; token: string }
    | { type: "model"; model: string; status: ModelResult["status"]; reason: string; latency_ms: number }
    | ({ type: "done"; done: true } & Answer)
    | { type: "error"; error: string; code: string; remedy: string }
  );

export function isFrame(value: unknown): value is Frame {
  const frame = value as Partial<Frame> | null;
  return typeof frame?.type === "string" && typeof frame.seq === "number" && typeof frame.request_id === "string";
}

import type { Answer, Frame, ModelResult } from "./frames";

export interface Draft {
  model: string;
  text: string;
  outcome?: Pick<ModelResult, "status" | "reason" | "latency_ms">;
}

/** One question and what came of it so far. */
export interface Turn {
  requestId: string;
  question: string;
  /** What the question was narrowed to, for reading. */
  narrowedTo: string[];
  phase: "waiting" | "drafting" | "answering" | "done" | "failed" | "cancelled";
  passageCount: number | undefined;
  drafts: Draft[];
  text: string;
  answer?: Answer;
  error?: string;
}

export function beginTurn(requestId: string, question: string, narrowedTo: string[] = []): Turn {
  return { requestId, question, narrowedTo, phase: "waiting", passageCount: undefined, drafts: [], text: "" };
}

export function isOpen(turn: Turn): boolean {
  return turn.phase === "waiting" || turn.phase === "drafting" || turn.phase === "answering";
}

export function applyFrame(turn: Turn, frame: Frame): Turn {
  if (!isOpen(turn)) return turn;
  switch (frame.type) {
    case "accepted":
      return { ...turn, drafts: frame.models.map((model) => ({ model, text: "" })) };
    case "passages":
      return { ...turn, passageCount: frame.passages.length };
    case "draft":
      return { ...turn, phase: early(turn), drafts: withDraft(turn.drafts, frame.model, frame.text) };
    case "model":
      return { ...turn, drafts: withOutcome(turn.drafts, frame) };
    case "token":
      return { ...turn, phase: "answering", text: turn.text + frame.token };
    case "done":
      return { ...turn, phase: "done", text: frame.answer, answer: frame };
    case "error":
      return failTurn(turn, [frame.error, frame.remedy].filter(Boolean).join(" "));
  }
}

export function failTurn(turn: Turn, error: string): Turn {
  return isOpen(turn) ? { ...turn, phase: "failed", error } : turn;
}

function early(turn: Turn): Turn["phase"] {
  return turn.phase === "waiting" ? "drafting" : turn.phase;
}

function withDraft(drafts: Draft[], model: string, text: string): Draft[] {
  return update(drafts, model, (draft) => ({ ...draft, text: draft.text + text }));
}

function withOutcome(drafts: Draft[], frame: Extract<Frame, { type: "model" }>): Draft[] {
  const { status, reason, latency_ms } = frame;
  return update(drafts, frame.model, (draft) => ({ ...draft, outcome: { status, reason, latency_ms } }));
}

function update(drafts: Draft[], model: string, change: (draft: Draft) => Draft): Draft[] {
  const known = drafts.some((draft) => draft.model === model) ? drafts : [...drafts, { model, text: "" }];
  return known.map((draft) => (draft.model === model ? change(draft) : draft));
}

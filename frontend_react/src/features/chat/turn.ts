import type { ModelFailure, ModelResult, ShownPassage } from "../../api/generated/answers";
import type { Done } from "../../api/generated/done";
import type { Frame, Provisional } from "../../api/generated/frames";
import type { SessionMessage } from "../../api/generated/sessions";

export interface Draft {
  model: string;
  text: string;
  /** The user does not wait for it. */
  isDropped?: boolean;
  outcome?: Pick<ModelResult, "status" | "reason" | "latency_ms" | "cut">;
}

/** One question and what came of it so far. */
export interface Turn {
  /** The page's own name for it; of a turn that was answered before, the run's. */
  requestId: string;
  /** Empty until the question was accepted. */
  runId: string;
  question: string;
  /** What the question was narrowed to, for reading. */
  narrowedTo: string[];
  phase: "waiting" | "drafting" | "answering" | "done" | "failed" | "cancelled";
  /** What was found, best first; undefined until the search has ended. */
  passages: ShownPassage[] | undefined;
  drafts: Draft[];
  text: string;
  /** A first checked answer; models still write, and the answer may be another one. */
  provisional?: Provisional;
  /** What is starting before the question can be answered, and for how long as a rule. */
  wakingS?: number;
  answer?: Done;
  error?: string;
  /** If no model answered: each one's reason. */
  failures: ModelFailure[];
}

export function beginTurn(requestId: string, question: string, narrowedTo: string[] = []): Turn {
  const empty = { runId: "", passages: undefined, drafts: [], text: "", failures: [] };
  return { ...empty, requestId, question, narrowedTo, phase: "waiting" };
}

/** The turns of a conversation as it is kept, oldest first. */
export function keptTurns(messages: SessionMessage[]): Turn[] {
  const answers = new Map(messages.filter(({ role }) => role === "assistant").map((each) => [each.run_id, each]));
  return messages
    .filter(({ role }) => role === "user")
    .map(({ run_id, text }) => {
      const told = answers.get(run_id);
      const turn = { ...beginTurn(run_id, text), runId: run_id, text: told?.text ?? "" };
      if (told?.answer) return { ...turn, phase: "done", answer: told.answer };
      return told ? { ...turn, phase: "done" } : { ...turn, phase: "cancelled" };
    });
}

export function isOpen(turn: Turn): boolean {
  return turn.phase === "waiting" || turn.phase === "drafting" || turn.phase === "answering";
}

export function applyFrame(before: Turn, frame: Frame): Turn {
  if (!isOpen(before)) return before;
  const turn = frame.run_id ? { ...before, runId: frame.run_id } : before;
  switch (frame.type) {
    case "accepted":
      return { ...turn, drafts: frame.models.map((model) => ({ model, text: "" })) };
    case "passages":
      return { ...turn, passages: frame.passages };
    case "draft":
      return { ...turn, phase: early(turn), drafts: withDraft(turn.drafts, frame) };
    case "model":
      return { ...turn, drafts: withOutcome(turn.drafts, frame) };
    case "token":
      return { ...turn, phase: "answering", text: turn.text + frame.token };
    case "done":
      return { ...turn, phase: "done", text: frame.answer, answer: frame };
    case "error":
      return failTurn({ ...turn, failures: frame.models ?? [] }, [frame.error, frame.remedy].map(sentence).join(" ").trim());
    case "waking":
      return { ...turn, wakingS: frame.expected_s };
    case "provisional":
      return { ...turn, phase: "answering", provisional: frame };
  }
}

/** Notes that the user does not wait for a model any more; what it still sends is shown. */
export function dropModel(turn: Turn, model: string): Turn {
  return { ...turn, drafts: update(turn.drafts, model, (draft) => ({ ...draft, isDropped: true })) };
}

export function failTurn(turn: Turn, error: string): Turn {
  return isOpen(turn) ? { ...turn, phase: "failed", error } : turn;
}

/** With a capital and a full stop, as two of them stand beside each other. */
function sentence(text: string): string {
  const ended = text === "" || /[.!?]$/.test(text) ? text : `${text}.`;
  // A name such as `filters.date` stays as it is.
  return ended.replace(/^\p{Ll}(?=\p{L}*\s)/u, (first) => first.toUpperCase());
}

function early(turn: Turn): Turn["phase"] {
  return turn.phase === "waiting" ? "drafting" : turn.phase;
}

function withDraft(drafts: Draft[], { model, text, restart }: Extract<Frame, { type: "draft" }>): Draft[] {
  return update(drafts, model, (draft) => ({ ...draft, text: restart ? text : draft.text + text }));
}

function withOutcome(drafts: Draft[], frame: Extract<Frame, { type: "model" }>): Draft[] {
  const { status, reason, latency_ms, cut } = frame;
  return update(drafts, frame.model, (draft) => ({ ...draft, outcome: { status, reason, latency_ms, cut } }));
}

function update(drafts: Draft[], model: string, change: (draft: Draft) => Draft): Draft[] {
  const known = drafts.some((draft) => draft.model === model) ? drafts : [...drafts, { model, text: "" }];
  return known.map((draft) => (draft.model === model ? change(draft) : draft));
}

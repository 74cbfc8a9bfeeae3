import type { ModelFailure, ModelResult, ShownPassage } from "../../api/generated/answers";
import type { Done } from "../../api/generated/done";
import type { Frame, Provisional } from "../../api/generated/frames";
import type { Session } from "../../api/generated/sessions";
import { asSentence } from "../../api/problem";

export interface Draft {
  model: string;
  text: string;
  /** The user does not wait for it. */
  isDropped?: boolean;
  outcome?: Pick<ModelResult, "status" | "reason" | "latency_ms" | "cut">;
}

/** A question with its answer so far. */
export interface Turn {
  /** The id that the page gave it; the run's id if it was answered earlier. */
  requestId: string;
  /** Empty until the question was accepted. */
  runId: string;
  question: string;
  /** The filters of the question, for display. */
  narrowedTo: string[];
  phase: "waiting" | "drafting" | "answering" | "done" | "failed" | "cancelled";
  /** The passages found, best first; undefined until the search has ended. */
  passages: ShownPassage[] | undefined;
  drafts: Draft[];
  text: string;
  /** A first checked answer while models still write; the final one may differ. */
  provisional?: Provisional;
  /** Seconds that the start of the database usually takes, if the question waits for it. */
  wakingS?: number;
  answer?: Done;
  error?: string;
  /** The reason of each model, if none answered. */
  failures: ModelFailure[];
  /** The user who shares it with the reader; undefined if it is the reader's own. */
  sharedBy?: string | undefined;
}

export function beginTurn(requestId: string, question: string, narrowedTo: string[] = []): Turn {
  const empty = { runId: "", passages: undefined, drafts: [], text: "", failures: [] };
  return { ...empty, requestId, question, narrowedTo, phase: "waiting" };
}

/** The turns of a stored conversation, oldest first. */
export function keptTurns({ messages, shared_by: sharedBy }: Pick<Session, "messages" | "shared_by">): Turn[] {
  const answers = new Map(messages.filter(({ role }) => role === "assistant").map((each) => [each.run_id, each]));
  return messages
    .filter(({ role }) => role === "user")
    .map(({ run_id, text }) => {
      const reply = answers.get(run_id);
      const turn = { ...beginTurn(run_id, text), runId: run_id, text: reply?.text ?? "", sharedBy: sharedBy || undefined };
      if (reply?.answer) return { ...turn, phase: "done", answer: reply.answer };
      return reply ? { ...turn, phase: "done" } : { ...turn, phase: "cancelled" };
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
      return failTurn({ ...turn, failures: frame.models ?? [] }, [frame.error, frame.remedy].map(asSentence).join(" ").trim());
    case "waking":
      return { ...turn, wakingS: frame.expected_s };
    case "provisional":
      return { ...turn, phase: "answering", provisional: frame };
  }
}

/** Marks a model as not waited for; a draft that still arrives is shown. */
export function dropModel(turn: Turn, model: string): Turn {
  return { ...turn, drafts: update(turn.drafts, model, (draft) => ({ ...draft, isDropped: true })) };
}

export function failTurn(turn: Turn, error: string): Turn {
  return isOpen(turn) ? { ...turn, phase: "failed", error } : turn;
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

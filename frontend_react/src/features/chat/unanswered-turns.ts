import type { Turn } from "./turn";

const KEY = "quorum.unanswered";
const MOST = 20;

/** The turns of a conversation by its id. */
type Unanswered = Record<string, Turn[]>;

/**
 * The turns of a conversation in which nothing was answered: each was refused or stopped.
 * The server has no such conversation, so a reloaded page would find nothing.
 */
export function unansweredIn(sessionId: string): Turn[] {
  return recall()[sessionId] ?? [];
}

/** Stores the turns of a conversation for this tab; forgets them if one of them is answered or still open. */
export function keepUnanswered(sessionId: string, turns: Turn[]): void {
  const { [sessionId]: before, ...others } = recall();
  const isUnanswered = turns.every(({ phase }) => phase === "failed" || phase === "cancelled");
  if (isUnanswered) write({ ...others, [sessionId]: turns.map((turn) => ({ ...turn, passages: undefined })) });
  else if (before) write(others);
}

function recall(): Unanswered {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Unanswered;
  } catch {
    return {};
  }
}

function write(unanswered: Unanswered): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries(unanswered).slice(-MOST))));
  } catch {
    // Storage is off or full: a reloaded page shows only answered questions.
  }
}

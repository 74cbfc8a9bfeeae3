import type { Ask } from "../../api/generated/client-frames";

/** A question whose answer is on its way, as it is kept for a page that is loaded again. */
export interface RunningQuestion {
  requestId: string;
  sessionId: string;
  question: string;
  narrowedTo: string[];
  /** Empty until the server has accepted it. */
  runId: string;
  /** What the server is asked, until it has accepted it. */
  message?: Ask | undefined;
}

const KEY = "quorum.running";
const MOST = 20;

/** The questions of a conversation that had no answer when the page was left. */
export function runningIn(sessionId: string): RunningQuestion[] {
  return recall().filter((each) => each.sessionId === sessionId);
}

/** Keeps a question, in the place of what was kept of the same request. */
export function keepRunning(question: RunningQuestion): void {
  const others = recall().filter((each) => each.requestId !== question.requestId);
  write([...others, question].slice(-MOST));
}

export function forgetRunning(requestId: string): void {
  write(recall().filter((each) => each.requestId !== requestId));
}

function recall(): RunningQuestion[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]") as RunningQuestion[];
  } catch {
    return [];
  }
}

function write(questions: RunningQuestion[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(questions));
  } catch {
    // Storage is off: a page that is loaded again shows only what was answered.
  }
}

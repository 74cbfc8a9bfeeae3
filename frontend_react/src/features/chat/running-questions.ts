import type { Ask } from "../../api/generated/client-frames";

/** A question without an answer yet, stored so that a reloaded page can resume it. */
export interface RunningQuestion {
  requestId: string;
  sessionId: string;
  question: string;
  narrowedTo: string[];
  /** Empty until the server has accepted it. */
  runId: string;
  /** The question to send, until the server has accepted it. */
  message?: Ask | undefined;
}

const KEY = "quorum.running";
const MOST = 20;

/** The questions of a conversation that had no answer when the page was closed. */
export function runningIn(sessionId: string): RunningQuestion[] {
  return recall().filter((each) => each.sessionId === sessionId);
}

/** Stores a question, replacing an entry of the same request. */
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
    // Storage is off: a reloaded page shows only answered questions.
  }
}

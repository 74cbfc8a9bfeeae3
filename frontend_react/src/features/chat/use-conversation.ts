import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { AnswerRun, type Question } from "../../api/answer-run";
import { conversationsKey, getSession } from "../../api/conversations";
import type { Ask } from "../../api/generated/client-frames";
import { useSystem, type System } from "../../api/system";
import { loadedTurns, turnsKey, useEarlierTurns, type EarlierTurns, type LoadedTurns } from "./earlier-turns";
import { chipsOf, toFilters } from "./filter-choice";
import type { QuestionOptions } from "./question-options";
import { forgetRunning, keepRunning, runningIn, type RunningQuestion } from "./running-questions";
import { applyFrame, beginTurn, dropModel, failTurn, isOpen, type Turn } from "./turn";
import { keepUnanswered, unansweredIn } from "./unanswered-turns";

/** Runs by request id; they go on while another conversation is shown. */
const live = new Map<string, AnswerRun>();

export interface Conversation {
  /** The newest turns, and those before that were asked for; undefined until they are loaded. */
  turns: Turn[] | undefined;
  /** The turns before them. */
  earlier: EarlierTurns;
  /** True if there is no such conversation for the user, and no question is on its way in it. */
  isMissing: boolean;
  error: Error | null;
  busy: boolean;
  ask: (question: string, options: QuestionOptions) => void;
  cancel: () => void;
  /** Ends the wait for one model of a question. */
  drop: (requestId: string, model: string) => void;
}

/**
 * A conversation: its turns, with those that are still being answered, and the actions on it.
 *
 * @param linked The run that a link names: turns are loaded as far as it.
 */
export function useConversation(workspaceId: string, sessionId: string, linked?: string): Conversation {
  const { rest, socket } = useSystem();
  const queries = useQueryClient();
  const { data: loaded, error } = useQuery({
    queryKey: turnsKey(sessionId),
    queryFn: async () => {
      const stored = loadedTurns(await getSession(rest, sessionId));
      return stored.turns.length > 0 ? stored : { ...stored, turns: unansweredIn(sessionId) };
    },
    staleTime: Infinity,
  });
  const earlier = useEarlierTurns(sessionId, loaded, linked);
  const turns = loaded?.turns;
  const isLoaded = turns !== undefined;
  useEffect(() => {
    if (isLoaded) resumeRunning(socket, queries, sessionId);
  }, [isLoaded, socket, queries, sessionId]);

  const open = turns?.find(isOpen);
  const cancel = () => {
    if (!open) return;
    live.get(open.requestId)?.cancel();
    live.delete(open.requestId);
    forgetRunning(open.requestId);
    change(queries, sessionId, open.requestId, (turn) => ({ ...turn, phase: "cancelled" }));
    keepUnanswered(sessionId, loadedIn(queries, sessionId).turns);
  };
  const drop = (requestId: string, model: string) => {
    live.get(requestId)?.drop(model);
    change(queries, sessionId, requestId, (turn) => dropModel(turn, model));
  };
  const ask = (question: string, options: QuestionOptions) =>
    askIn(socket, queries, { workspaceId, sessionId, question, options });
  const isMissing = turns?.length === 0 && runningIn(sessionId).length === 0;
  return { turns, earlier, isMissing, error, busy: open !== undefined, ask, cancel, drop };
}

interface Asked {
  workspaceId: string;
  sessionId: string;
  question: string;
  options: QuestionOptions;
}

/** Asks a question in a conversation, which may be a new one. */
export function askIn(socket: System["socket"], queries: QueryClient, asked: Asked): void {
  const { workspaceId, sessionId, question, options } = asked;
  const requestId = crypto.randomUUID();
  const filters = toFilters(options.choice);
  const narrowedTo = chipsOf(options.choice).map((chip) => chip.label);
  const message: Ask = {
    action: "ask",
    request_id: requestId,
    workspace_id: workspaceId,
    session_id: sessionId,
    query: question,
    ...(options.mode && { mode: options.mode }),
    ...(options.models.length > 0 && { models: options.models }),
    ...(filters && { filters }),
  };
  follow(socket, queries, { requestId, sessionId, question, narrowedTo, runId: "", message });
}

/** Resumes the questions that were being answered when the page was closed. */
function resumeRunning(socket: System["socket"], queries: QueryClient, sessionId: string): void {
  const kept = loadedIn(queries, sessionId).turns;
  for (const running of runningIn(sessionId)) {
    const { requestId, runId } = running;
    if (live.has(requestId)) continue;
    if (runId !== "" && kept.some((turn) => turn.runId === runId && turn.phase === "done")) forgetRunning(requestId);
    else follow(socket, queries, running);
  }
}

function follow(socket: System["socket"], queries: QueryClient, running: RunningQuestion): void {
  const { requestId, sessionId } = running;
  // A repeated request id is the same run, so a question that was not accepted can be asked again.
  const question: Question = running.message ?? { action: "resume", request_id: requestId, after_seq: -1 };
  const turn = beginTurn(requestId, running.question, running.narrowedTo);
  const { turns, before } = loadedIn(queries, sessionId);
  const others = turns.filter((each) => running.runId === "" || each.runId !== running.runId);
  queries.setQueryData<LoadedTurns>(turnsKey(sessionId), { turns: [...others, turn], before });
  keepRunning(running);
  const end = () => {
    live.delete(requestId);
    forgetRunning(requestId);
    keepUnanswered(sessionId, loadedIn(queries, sessionId).turns);
    void queries.invalidateQueries({ queryKey: conversationsKey });
  };
  const run = new AnswerRun(socket, question, {
    onFrame: (frame) => {
      if (frame.type === "accepted") keepRunning({ ...running, runId: frame.run_id ?? "", message: undefined });
      change(queries, sessionId, requestId, (before) => applyFrame(before, frame));
      if (frame.type === "done" || frame.type === "error") end();
    },
    onFailure: (reason) => {
      live.delete(requestId);
      change(queries, sessionId, requestId, (before) => failTurn(before, reason));
    },
  });
  live.set(requestId, run);
}

function loadedIn(queries: QueryClient, sessionId: string): LoadedTurns {
  return queries.getQueryData<LoadedTurns>(turnsKey(sessionId)) ?? { turns: [], before: null };
}

function change(queries: QueryClient, sessionId: string, requestId: string, update: (turn: Turn) => Turn): void {
  queries.setQueryData<LoadedTurns>(
    turnsKey(sessionId),
    (loaded) =>
      loaded && { ...loaded, turns: loaded.turns.map((turn) => (turn.requestId === requestId ? update(turn) : turn)) },
  );
}

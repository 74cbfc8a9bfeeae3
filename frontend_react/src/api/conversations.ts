import { useQuery } from "@tanstack/react-query";
import {
  MAX_SESSION_MESSAGES,
  readSession,
  readSessionDeletion,
  readSessionList,
  readSessionSummary,
  type Session,
  type SessionChange,
  type SessionQuery,
  type SessionSummary,
} from "./generated/sessions";
import { ApiProblem } from "./problem";
import type { RestClient } from "./rest-client";
import { useSystem } from "./system";

const path = (sessionId: string) => `/sessions/${encodeURIComponent(sessionId)}`;
const NOT_FOUND = 404;

export const conversationsKey = ["conversations"];

/** The caller's conversations in a workspace, last used first. */
export function useConversations(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: conversationsKey,
    queryFn: async () => (await rest.call("GET", "/sessions", readSessionList)).sessions,
    select: (sessions: SessionSummary[]) => sessions.filter((each) => each.workspace_id === workspaceId),
  });
}

/**
 * The newest part of a conversation, or the part before a cursor; the conversation is the caller's own or a shared one.
 * It has no messages if it was never answered.
 */
export async function getSession(rest: RestClient, sessionId: string, part: SessionQuery = {}): Promise<Session> {
  const query = new URLSearchParams(Object.entries(part).map(([name, value]) => [name, String(value)])).toString();
  try {
    return await rest.call("GET", path(sessionId) + (query && `?${query}`), readSession);
  } catch (cause) {
    if (cause instanceof ApiProblem && cause.status === NOT_FOUND) return { session_id: sessionId, messages: [], before: null };
    throw cause;
  }
}

/** A conversation with all its messages, part by part. */
export async function getWholeSession(rest: RestClient, sessionId: string): Promise<Session> {
  let session = await getSession(rest, sessionId, { limit: MAX_SESSION_MESSAGES });
  while (session.before !== null) {
    const part: Session = await getSession(rest, sessionId, { limit: MAX_SESSION_MESSAGES, before: session.before });
    session = { ...part, messages: [...part.messages, ...session.messages] };
  }
  return session;
}

export function renameConversation(rest: RestClient, sessionId: string, title: string): Promise<SessionSummary> {
  return rest.call("PATCH", path(sessionId), readSessionSummary, { title } satisfies SessionChange);
}

/** Lets the members of the conversation's workspaces read it, or nobody else. */
export function shareConversation(rest: RestClient, sessionId: string, isShared: boolean): Promise<SessionSummary> {
  return rest.call("PATCH", path(sessionId), readSessionSummary, { is_shared: isShared } satisfies SessionChange);
}

export async function deleteConversation(rest: RestClient, sessionId: string): Promise<void> {
  await rest.call("DELETE", path(sessionId), readSessionDeletion);
}

import { queryOptions, useQuery } from "@tanstack/react-query";
import {
  readSession,
  readSessionDeletion,
  readSessionList,
  readSessionSummary,
  type Session,
  type SessionChange,
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

/** A conversation, the caller's own or a shared one; without messages if it was never answered. */
export async function getSession(rest: RestClient, sessionId: string): Promise<Session> {
  try {
    return await rest.call("GET", path(sessionId), readSession);
  } catch (cause) {
    if (cause instanceof ApiProblem && cause.status === NOT_FOUND) return { session_id: sessionId, messages: [] };
    throw cause;
  }
}

/** The query for the messages of a conversation as they are stored; a conversation that is open has more. */
export function messagesQuery(rest: RestClient, sessionId: string) {
  return queryOptions({ queryKey: ["messages", sessionId], queryFn: async () => (await getSession(rest, sessionId)).messages });
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

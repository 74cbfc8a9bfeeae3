import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { getSession } from "../../api/conversations";
import { MAX_SESSION_MESSAGES, type Session } from "../../api/generated/sessions";
import type { RestClient } from "../../api/rest-client";
import { useSystem } from "../../api/system";
import { keptTurns, type Turn } from "./turn";

/** The part of a conversation that is loaded, and the cursor of the part before it; null at the beginning. */
export interface LoadedTurns {
  turns: Turn[];
  before: string | null;
}

export interface EarlierTurns {
  /** True if the server has turns before those that are loaded. */
  hasMore: boolean;
  /** Loads turns, and returns a function that shows them; so the caller can note what is on the screen until then. */
  load: () => Promise<() => void>;
}

export const turnsKey = (sessionId: string) => ["turns", sessionId];

export const loadedTurns = (session: Session): LoadedTurns => ({ turns: keptTurns(session), before: session.before });

/** Loads the turns before those that are loaded: on demand, and as far as the turn that a link names. */
export function useEarlierTurns(sessionId: string, loaded: LoadedTurns | undefined, linked: string | undefined): EarlierTurns {
  const { rest } = useSystem();
  const queries = useQueryClient();
  const cursor = loaded?.before ?? null;
  const isMissing = Boolean(linked) && cursor !== null && !loaded?.turns.some(({ runId }) => runId === linked);
  useEffect(() => {
    // If it fails, the newest turns stay, and earlier ones can still be loaded by hand.
    if (isMissing) load(rest, queries, sessionId, cursor, linked).then((show) => show(), () => undefined);
  }, [isMissing, cursor, rest, queries, sessionId, linked]);
  return {
    hasMore: cursor !== null,
    load: () => (cursor === null ? Promise.resolve(() => undefined) : load(rest, queries, sessionId, cursor)),
  };
}

async function load(rest: RestClient, queries: QueryClient, sessionId: string, cursor: string, until?: string): Promise<() => void> {
  const limit = until === undefined ? {} : { limit: MAX_SESSION_MESSAGES };
  const isLast = ({ turns, before }: LoadedTurns) =>
    until === undefined || before === null || turns.some(({ runId }) => runId === until);
  let part = loadedTurns(await getSession(rest, sessionId, { ...limit, before: cursor }));
  while (!isLast(part)) {
    const { turns, before } = loadedTurns(await getSession(rest, sessionId, { ...limit, before: part.before ?? "" }));
    part = { turns: [...turns, ...part.turns], before };
  }
  return () =>
    queries.setQueryData<LoadedTurns>(turnsKey(sessionId), (loaded) =>
      // Another call may have shown the same turns already.
      loaded?.before === cursor ? { turns: [...part.turns, ...loaded.turns], before: part.before } : loaded,
    );
}

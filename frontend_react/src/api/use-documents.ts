import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { applyStatus, getDocuments, isUnderWay, statusFrame } from "./documents";
import type { Document } from "./generated/documents";
import { useSystem } from "./system";

const POLL_MS = 2000;
/** Frames may be lost, so the list is also polled while a document is in progress. */
const SLOW_POLL_MS = 30_000;

export const documentsKey = (workspaceId: string) => ["documents", workspaceId];
/** The documents that came so far, while the list is loaded for the first time. */
const beginningKey = (workspaceId: string) => ["documents-so-far", workspaceId];

/** A workspace's documents, polled while one is in progress, and less often if the socket is open. */
export function useDocuments(workspaceId: string) {
  const { rest, socket } = useSystem();
  const queries = useQueryClient();
  const isTold = useSyncExternalStore(socket.watch, socket.state) === "open";
  return useQuery({
    queryKey: documentsKey(workspaceId),
    queryFn: () =>
      getDocuments(rest, workspaceId, (soFar) => queries.setQueryData(beginningKey(workspaceId), soFar)),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? (isTold ? SLOW_POLL_MS : POLL_MS) : false),
  });
}

/** A workspace's documents, or the first ones while a long list is loaded; undefined until some are there. */
export function useDocumentsSoFar(workspaceId: string) {
  const { data, error } = useDocuments(workspaceId);
  const { data: beginning } = useQuery<Document[]>({ queryKey: beginningKey(workspaceId), queryFn: skipToken });
  return { documents: data ?? beginning, isWhole: data !== undefined, error };
}

/** Applies status frames to a workspace's documents while the workspace is shown. */
export function useDocumentStatus(workspaceId: string): void {
  const { socket } = useSystem();
  const queries = useQueryClient();
  useEffect(() => {
    const queryKey = documentsKey(workspaceId);
    const reload = () => void queries.invalidateQueries({ queryKey });
    const leave = socket.listen({
      // Frames sent while the socket was closed are missed.
      onOpen: reload,
      onMessage: (message) => {
        const frame = statusFrame(message, workspaceId);
        if (!frame) return;
        const known = queries.getQueryData<Document[]>(queryKey);
        const changed = known && applyStatus(known, frame);
        if (changed) queries.setQueryData(queryKey, changed);
        else reload();
      },
    });
    return () => leave();
  }, [socket, queries, workspaceId]);
}

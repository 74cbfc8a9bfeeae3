import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { applyStatus, getDocuments, isUnderWay, statusFrame } from "./documents";
import type { Document } from "./generated/documents";
import { useSystem } from "./system";

const POLL_MS = 2000;
/** A frame may be lost; while something is under way, the list is looked at now and then all the same. */
const SLOW_POLL_MS = 30_000;

export const documentsKey = (workspaceId: string) => ["documents", workspaceId];

/** A workspace's documents; while one is under way they are asked for again, seldom if the socket tells too. */
export function useDocuments(workspaceId: string) {
  const { rest, socket } = useSystem();
  const isTold = useSyncExternalStore(socket.watch, socket.state) === "open";
  return useQuery({
    queryKey: documentsKey(workspaceId),
    queryFn: () => getDocuments(rest, workspaceId),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? (isTold ? SLOW_POLL_MS : POLL_MS) : false),
  });
}

/** Keeps a workspace's documents up to date by what the socket tells of them; for whoever shows the workspace. */
export function useDocumentStatus(workspaceId: string): void {
  const { socket } = useSystem();
  const queries = useQueryClient();
  useEffect(() => {
    const queryKey = documentsKey(workspaceId);
    const reload = () => void queries.invalidateQueries({ queryKey });
    const leave = socket.listen({
      // What came while nobody listened.
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

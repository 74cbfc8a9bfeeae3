import { useCallback, useEffect, useRef, useState } from "react";
import { useSystem } from "../../api/system";
import { useRemote } from "../../api/use-remote";
import { applyStatus, getDocuments, isUnderWay, type DocumentRecord } from "./documents";
import { StatusSocket } from "./status-socket";

const POLL_MS = 2000;
/** A frame may be lost; while something is under way, the list is looked at now and then all the same. */
const SLOW_POLL_MS = 30_000;
/** How long after a change the list is watched although nothing in it moves: events take a moment to arrive. */
const SETTLE_MS = 60_000;

export interface Documents {
  documents: DocumentRecord[] | undefined;
  error: string | undefined;
  /** Call after something was done to a document. */
  expectChange: () => void;
}

/** A workspace's documents, kept up to date by the socket's frames, and by polling where there is no socket. */
export function useDocuments(workspaceId: string): Documents {
  const { config, rest } = useSystem();
  const [connected, setConnected] = useState(false);
  const [watching, setWatching] = useState(true);
  const settledAt = useRef(0);
  const load = useCallback(async () => {
    const documents = await getDocuments(rest, workspaceId);
    setWatching(documents.some(isUnderWay) || Date.now() < settledAt.current);
    return documents;
  }, [rest, workspaceId]);
  const { data, error, reload, change } = useRemote(load, watching ? (connected ? SLOW_POLL_MS : POLL_MS) : 0);

  useEffect(() => {
    const socket = new StatusSocket(config.websocketUrl, rest, workspaceId, {
      onStatus: (frame) => change((documents) => applyStatus(documents, frame)),
      onConnected: (up) => {
        setConnected(up);
        // What came while nobody listened.
        if (up) reload();
      },
    });
    void socket.open();
    return () => socket.close();
  }, [config, rest, workspaceId, change, reload]);

  const expectChange = () => {
    settledAt.current = Date.now() + SETTLE_MS;
    reload();
  };
  return { documents: data, error, expectChange };
}

import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useSystem } from "../../api/system";
import { uploadFile } from "../../api/upload";
import { documentsKey } from "../../api/use-documents";
import { UploadQueue } from "./upload-queue";

/** Queues by workspace, kept so that uploads continue while another page is shown. */
const queues = new Map<string, UploadQueue>();
window.addEventListener("beforeunload", (event) => {
  // The browser asks whether to leave.
  if ([...queues.values()].some((queue) => queue.isSending())) event.preventDefault();
});
/** Delay until an uploaded file appears in the list. */
const SETTLE_MS = [1000, 4000, 10_000];

export function useUploadQueue(workspaceId: string) {
  const { rest } = useSystem();
  const queries = useQueryClient();
  let queue = queues.get(workspaceId);
  if (!queue) {
    const reload = () => void queries.invalidateQueries({ queryKey: documentsKey(workspaceId) });
    queue = new UploadQueue(
      (upload) => uploadFile(rest, { workspaceId, ...upload }),
      () => SETTLE_MS.forEach((pause) => setTimeout(reload, pause)),
    );
    queues.set(workspaceId, queue);
  }
  const files = useSyncExternalStore(queue.watch, queue.list);
  const isPaused = useSyncExternalStore(queue.watch, queue.isPaused);
  return { queue, files, isPaused };
}

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { readDocumentChunks, readDocumentHistory } from "./generated/document-details";
import type { Document } from "./generated/documents";
import { documentPath } from "./paths";
import { useSystem } from "./system";

const PART = 20;

/** The chunks that a document is searched by, part by part; none before it is ready. */
export function useDocumentChunks(document: Document) {
  const { rest } = useSystem();
  return useInfiniteQuery({
    queryKey: ["chunks", document.workspace_id, document.document_id, document.answering],
    queryFn: ({ pageParam }) =>
      rest.call("GET", `${documentPath(document.workspace_id, document.document_id)}/chunks?start=${pageParam}&limit=${PART}`, readDocumentChunks),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    enabled: document.answering !== null,
  });
}

/** The versions of a document, newest first, and what happened to each; read again when its status changes. */
export function useDocumentHistory(document: Document) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["history", document.workspace_id, document.document_id, document.status, document.updated_at],
    queryFn: async () => (await rest.call("GET", `${documentPath(document.workspace_id, document.document_id)}/history`, readDocumentHistory)).versions,
    placeholderData: (before) => before,
  });
}

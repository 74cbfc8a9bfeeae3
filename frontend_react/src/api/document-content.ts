import { queryOptions, useQuery } from "@tanstack/react-query";
import { readDocumentContent } from "./generated/documents";
import type { RestClient } from "./rest-client";
import { useSystem } from "./system";

const STEP = 80_000;
const MARGIN = 10_000;
/** Of each second that a link is valid. */
const RENEWED_AFTER_MS = 900;

interface Part {
  workspaceId: string;
  documentId: string;
  start: number;
  limit: number;
}

/** How a part of a document's text is asked for. */
export function contentQuery(rest: RestClient, { workspaceId, documentId, start, limit }: Part) {
  return queryOptions({
    queryKey: ["content", workspaceId, documentId, start, limit],
    queryFn: () => {
      const path = `/workspaces/${encodeURIComponent(workspaceId)}/documents/${encodeURIComponent(documentId)}/content`;
      return rest.call("GET", `${path}?start=${start}&limit=${limit}`, readDocumentContent);
    },
    // A version that is gone, or a file that a user may not open, stays so: what is known of it is shown instead.
    retry: false,
  });
}

/** The part of a document's text around a character of it; a long text comes in parts that overlap. */
export function useDocumentContent(workspaceId: string, documentId: string, character: number) {
  const { rest } = useSystem();
  const part = { workspaceId, documentId, start: partAround(character), limit: STEP + 2 * MARGIN };
  return useQuery({
    ...contentQuery(rest, part),
    // The link to the file is valid for minutes; somebody who reads for longer gets another one.
    refetchInterval: ({ state }) => (state.data?.original ? state.data.original.valid_s * RENEWED_AFTER_MS : false),
  });
}

export function partAround(character: number): number {
  return Math.max(0, Math.floor(character / STEP) * STEP - MARGIN);
}

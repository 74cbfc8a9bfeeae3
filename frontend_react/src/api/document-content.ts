import { queryOptions, useQuery } from "@tanstack/react-query";
import { readDocumentContent } from "./generated/documents";
import { documentPath } from "./paths";
import type { RestClient } from "./rest-client";
import { useSystem } from "./system";

const STEP = 80_000;
const MARGIN = 10_000;
/** The link is renewed after nine tenths of its validity: milliseconds for each second. */
const RENEWED_AFTER_MS = 900;

interface Part {
  workspaceId: string;
  documentId: string;
  start: number;
  limit: number;
}

/** The query for a part of a document's text. */
export function contentQuery(rest: RestClient, { workspaceId, documentId, start, limit }: Part) {
  return queryOptions({
    queryKey: ["content", workspaceId, documentId, start, limit],
    queryFn: () => {
      const path = documentPath(workspaceId, documentId);
      return rest.call("GET", `${path}/content?start=${start}&limit=${limit}`, readDocumentContent);
    },
    // A deleted version or a forbidden file stays so; the passage is shown instead.
    retry: false,
  });
}

/** The part of a document's text around a character; parts of a long text overlap. */
export function useDocumentContent(workspaceId: string, documentId: string, character: number) {
  const { rest } = useSystem();
  const part = { workspaceId, documentId, start: partAround(character), limit: STEP + 2 * MARGIN };
  return useQuery({
    ...contentQuery(rest, part),
    // The link to the file is valid for minutes; people read for longer.
    refetchInterval: ({ state }) => (state.data?.original ? state.data.original.valid_s * RENEWED_AFTER_MS : false),
  });
}

export function partAround(character: number): number {
  return Math.max(0, Math.floor(character / STEP) * STEP - MARGIN);
}

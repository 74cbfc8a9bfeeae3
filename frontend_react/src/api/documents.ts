import {
  MAX_PAGE,
  readDocumentPage,
  readWorkBegun,
  type Document,
  type DocumentPage,
  type WorkBegun,
} from "./generated/documents";
import { readDocumentStatusFrame, type DocumentStatusFrame } from "./generated/status";
import { documentPath, workspacePath } from "./paths";
import type { RestClient } from "./rest-client";

/** Returns all documents of a workspace, newest first; `onPage` gets those so far if there are more. */
export async function getDocuments(
  rest: RestClient,
  workspaceId: string,
  onPage: (documents: Document[]) => void = () => undefined,
): Promise<Document[]> {
  let documents: Document[] = [];
  let after: string | null = "";
  while (after !== null) {
    const query: string = new URLSearchParams({ limit: String(MAX_PAGE), ...(after && { after }) }).toString();
    const page: DocumentPage = await rest.call("GET", `${workspacePath(workspaceId)}/documents?${query}`, readDocumentPage);
    documents = [...documents, ...page.documents];
    after = page.next;
    if (after !== null) onPage(documents);
  }
  return documents;
}

export function deleteDocument(rest: RestClient, workspaceId: string, documentId: string): Promise<WorkBegun> {
  return rest.call("DELETE", documentPath(workspaceId, documentId), readWorkBegun);
}

export function retryDocument(rest: RestClient, workspaceId: string, documentId: string): Promise<WorkBegun> {
  return rest.call("POST", `${documentPath(workspaceId, documentId)}/retry`, readWorkBegun);
}

export function isUnderWay(document: Document): boolean {
  return document.status !== "ready" && document.status !== "failed";
}

/** Returns the status frame of a document of this workspace; undefined for every other message of the socket. */
export function statusFrame(message: unknown, workspaceId: string): DocumentStatusFrame | undefined {
  if ((message as Partial<DocumentStatusFrame> | null)?.type !== "status") return undefined;
  const frame = readDocumentStatusFrame(message, "status");
  return frame.workspace_id === workspaceId ? frame : undefined;
}

/** A document of the list, with the progress of its text recognition. */
export type LiveDocument = Document & { recognition?: { page: number; pages: number } | undefined };

/** Applies a frame to the list; undefined if it must be fetched: for a new document, or one whose title is new. */
export function applyStatus(documents: Document[], frame: DocumentStatusFrame): LiveDocument[] | undefined {
  const { document_id, status, reason, chunks, page, page_count } = frame;
  if (status === "deleted") return documents.filter((document) => document.document_id !== document_id);
  const known = documents.find((document) => document.document_id === document_id);
  if (!known || status === "ready") return undefined;
  const recognition = page ? { page, pages: page_count } : undefined;
  const changed = { ...known, status, reason, chunk_count: chunks, recognition };
  return documents.map((document) => (document === known ? changed : document));
}

/** The types and tags of ready documents, for filters. */
export interface Facets {
  types: string[];
  tags: string[];
}

export function facetsOf(documents: Document[]): Facets {
  const ready = documents.filter((document) => document.status === "ready");
  return {
    types: distinct(ready.map((document) => document.document_type)),
    tags: distinct(ready.flatMap((document) => document.metadata.tags ?? [])),
  };
}

function distinct(values: string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))].sort();
}

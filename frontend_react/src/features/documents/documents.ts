import type { RestClient } from "../../api/rest-client";

export interface DocumentRecord {
  document_id: string;
  path: string;
  title: string;
  status: "submitted" | "extracting" | "embedding" | "indexing" | "ready" | "failed" | "deleting";
  reason: string;
  chunk_count: number;
  document_type: string;
  metadata: Record<string, string | string[]>;
}

/** What a document has become, sent to every open socket of those who may know of it. */
export interface StatusFrame {
  type: "status";
  workspace_id: string;
  document_id: string;
  path: string;
  status: DocumentRecord["status"] | "deleted";
  reason: string;
  chunks: number;
}

const under = (workspaceId: string) => `/workspaces/${encodeURIComponent(workspaceId)}/documents`;

export async function getDocuments(rest: RestClient, workspaceId: string): Promise<DocumentRecord[]> {
  return (await rest.call<{ documents: DocumentRecord[] }>("GET", under(workspaceId))).documents;
}

export function deleteDocument(rest: RestClient, workspaceId: string, documentId: string): Promise<unknown> {
  return rest.call("DELETE", `${under(workspaceId)}/${documentId}`);
}

export function retryDocument(rest: RestClient, workspaceId: string, documentId: string): Promise<unknown> {
  return rest.call("POST", `${under(workspaceId)}/${documentId}/retry`);
}

export function isUnderWay(document: DocumentRecord): boolean {
  return document.status !== "ready" && document.status !== "failed";
}

export function isStatusFrame(value: unknown, workspaceId: string): value is StatusFrame {
  const frame = value as Partial<StatusFrame> | null;
  return frame?.type === "status" && frame.workspace_id === workspaceId && typeof frame.document_id === "string";
}

/** The list after a frame; undefined where only the server knows it: a new document, or one that has its title now. */
export function applyStatus(documents: DocumentRecord[], frame: StatusFrame): DocumentRecord[] | undefined {
  const { document_id, status, reason, chunks } = frame;
  if (status === "deleted") return documents.filter((document) => document.document_id !== document_id);
  const known = documents.find((document) => document.document_id === document_id);
  if (!known || status === "ready") return undefined;
  const changed = { ...known, status, reason, chunk_count: chunks };
  return documents.map((document) => (document === known ? changed : document));
}

/** What of these documents a question may be narrowed to. */
export interface Facets {
  types: string[];
  tags: string[];
}

export function facetsOf(documents: DocumentRecord[]): Facets {
  const ready = documents.filter((document) => document.status === "ready");
  return {
    types: distinct(ready.map((document) => document.document_type)),
    tags: distinct(ready.flatMap((document) => document.metadata.tags ?? [])),
  };
}

function distinct(values: string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))].sort();
}

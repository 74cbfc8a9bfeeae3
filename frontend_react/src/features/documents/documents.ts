import type { RestClient } from "../../api/rest-client";

export interface DocumentRecord {
  document_id: string;
  path: string;
  title: string;
  status: "submitted" | "extracting" | "embedding" | "indexing" | "ready" | "failed" | "deleting";
  reason: string;
  chunk_count: number;
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

/** The REST path of a workspace. */
export function workspacePath(workspaceId: string): string {
  return `/workspaces/${encodeURIComponent(workspaceId)}`;
}

/** The REST path of a document of a workspace. */
export function documentPath(workspaceId: string, documentId: string): string {
  return `${workspacePath(workspaceId)}/documents/${encodeURIComponent(documentId)}`;
}

import type { Workspace } from "./workspaces";

const KEY = "quorum.workspace";

/** Keeps the choice for the next visit, in this browser. */
export function rememberWorkspace(workspaceId: string): void {
  try {
    localStorage.setItem(KEY, workspaceId);
  } catch {
    // Storage is off, as in some private windows: the choice lasts as long as the page.
  }
}

/** The workspace to begin in: the one chosen last, if it is still there, else the first. */
export function startingWorkspace(workspaces: Workspace[]): Workspace | undefined {
  const remembered = recall();
  return workspaces.find((workspace) => workspace.workspace_id === remembered) ?? workspaces[0];
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

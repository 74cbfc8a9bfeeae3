import type { Workspace } from "./generated/workspaces";

type Identified = Pick<Workspace, "workspace_id" | "is_own">;

const KEY = "quorum.workspace";

/** Keeps the choice for the next visit, in this browser. */
export function rememberWorkspace(workspaceId: string): void {
  try {
    localStorage.setItem(KEY, workspaceId);
  } catch {
    // Storage is off, as in some private windows: the choice lasts as long as the page.
  }
}

/** The workspace to begin in: the one chosen last, if it is still there, else the first of the user's own, else the first. */
export function startingWorkspace(workspaces: Identified[]): Identified | undefined {
  const remembered = recall();
  return (
    workspaces.find((workspace) => workspace.workspace_id === remembered) ??
    workspaces.find((workspace) => workspace.is_own) ??
    workspaces[0]
  );
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

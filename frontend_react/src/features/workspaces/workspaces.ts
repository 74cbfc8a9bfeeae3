import type { RestClient } from "../../api/rest-client";

export interface Workspace {
  workspace_id: string;
  name: string;
  owner: string;
}

export async function getWorkspaces(rest: RestClient): Promise<Workspace[]> {
  return (await rest.call<{ workspaces: Workspace[] }>("GET", "/workspaces")).workspaces;
}

export function createWorkspace(rest: RestClient, name: string): Promise<Workspace> {
  return rest.call<Workspace>("POST", "/workspaces", { name });
}

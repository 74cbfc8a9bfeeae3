import {
  readInvitation,
  readInvitationList,
  readCalibrationReport,
  readWorkspace,
  readWorkspaceDeletion,
  readWorkspaceList,
  type EmailInvitation,
  type Invitation,
  type CalibrationReport,
  type NewWorkspace,
  type Workspace,
  type WorkspaceChange,
  type WorkspaceList,
} from "./generated/workspaces";
import { workspacePath } from "./paths";
import type { RestClient } from "./rest-client";

export function getWorkspaces(rest: RestClient): Promise<WorkspaceList> {
  return rest.call("GET", "/workspaces", readWorkspaceList);
}

export function createWorkspace(rest: RestClient, name: string): Promise<Workspace> {
  return rest.call("POST", "/workspaces", readWorkspace, { name } satisfies NewWorkspace);
}

export function getWorkspace(rest: RestClient, workspaceId: string): Promise<Workspace> {
  return rest.call("GET", workspacePath(workspaceId), readWorkspace);
}

/** The workspace's calibration by judged answers, and what it can promise so far. */
export function getCalibration(rest: RestClient, workspaceId: string): Promise<CalibrationReport> {
  return rest.call("GET", `${workspacePath(workspaceId)}/lesson`, readCalibrationReport);
}

/** Changes what is given and leaves the rest; only the owner may. */
export function changeWorkspace(rest: RestClient, workspaceId: string, change: WorkspaceChange): Promise<Workspace> {
  return rest.call("PATCH", workspacePath(workspaceId), readWorkspace, change);
}

/** Deletes a workspace with all its documents; returns how many. */
export async function deleteWorkspace(rest: RestClient, workspaceId: string): Promise<number> {
  return (await rest.call("DELETE", workspacePath(workspaceId), readWorkspaceDeletion)).documents;
}

/** Invites a user by id or e-mail address; the address goes in the body, because URLs are logged. */
export function inviteMember(rest: RestClient, workspaceId: string, user: string): Promise<Workspace> {
  return isAddress(user)
    ? rest.call("POST", `${workspacePath(workspaceId)}/invitations`, readWorkspace, { email: user } satisfies EmailInvitation)
    : rest.call("PUT", member(workspaceId, user), readWorkspace);
}

/** Removes a member by id, or withdraws an invitation by id or e-mail address. */
export function removeMember(rest: RestClient, workspaceId: string, user: string): Promise<Workspace> {
  return isAddress(user)
    ? rest.call("POST", `${workspacePath(workspaceId)}/invitations/withdraw`, readWorkspace, {
        email: user,
      } satisfies EmailInvitation)
    : rest.call("DELETE", member(workspaceId, user), readWorkspace);
}

export async function getInvitations(rest: RestClient): Promise<Invitation[]> {
  return (await rest.call("GET", "/invitations", readInvitationList)).invitations;
}

export function acceptInvitation(rest: RestClient, workspaceId: string): Promise<Workspace> {
  return rest.call("PUT", `/invitations/${workspaceId}`, readWorkspace);
}

export function declineInvitation(rest: RestClient, workspaceId: string): Promise<Invitation> {
  return rest.call("DELETE", `/invitations/${workspaceId}`, readInvitation);
}

function member(workspaceId: string, userId: string): string {
  return `${workspacePath(workspaceId)}/members/${encodeURIComponent(userId)}`;
}

function isAddress(user: string): boolean {
  return user.includes("@");
}

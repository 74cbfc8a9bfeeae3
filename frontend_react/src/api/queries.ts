import { QueryClient, useQuery } from "@tanstack/react-query";
import { readModelList } from "./generated/account";
import { ApiProblem } from "./problem";
import { useSystem } from "./system";
import { getCalibration, getInvitations, getWorkspace, getWorkspaces } from "./workspaces";

const FRESH_MS = 30_000;
const TRIES = 2;

/** The cache of server responses; calls that the server refused are not retried. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < TRIES && !(error instanceof ApiProblem && error.status < 500),
      },
    },
  });
}

/** The user's workspaces, and whether they may create another one. */
export function useWorkspaces() {
  const { rest } = useSystem();
  return useQuery({ queryKey: ["workspaces"], queryFn: () => getWorkspaces(rest) });
}

export function useWorkspace(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({ queryKey: ["workspace", workspaceId], queryFn: () => getWorkspace(rest, workspaceId) });
}

export function useInvitations() {
  const { rest } = useSystem();
  return useQuery({ queryKey: ["invitations"], queryFn: () => getInvitations(rest) });
}

/** The workspace's calibration by judged answers. */
export function useCalibration(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({ queryKey: ["lesson", workspaceId], queryFn: () => getCalibration(rest, workspaceId) });
}

/** The models of this deployment, in the operator's order. */
export function useModels() {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["models"],
    queryFn: async () => (await rest.call("GET", "/models", readModelList)).models,
  });
}

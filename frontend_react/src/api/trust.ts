import { useQuery } from "@tanstack/react-query";
import { readEvaluationList } from "./generated/evaluations";
import { readDisputeList } from "./generated/sessions";
import { readWorkspaceBudget } from "./generated/workspaces";
import { workspacePath } from "./paths";
import { useSystem } from "./system";

/** The evaluation runs that were published to the workspace, newest first. */
export function useEvaluations(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["evaluations", workspaceId],
    queryFn: async () => (await rest.call("GET", `${workspacePath(workspaceId)}/evaluations`, readEvaluationList)).evaluations,
  });
}

/** The user's latest answers that models or documents dispute, newest first. */
export function useDisputes(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["disputes", workspaceId],
    queryFn: () => rest.call("GET", `${workspacePath(workspaceId)}/disputes`, readDisputeList),
    staleTime: 0,
  });
}

/** What all members together may use per day, and what they have used today. */
export function useBudget(workspaceId: string) {
  const { rest } = useSystem();
  return useQuery({
    queryKey: ["budget", workspaceId],
    queryFn: () => rest.call("GET", `${workspacePath(workspaceId)}/budget`, readWorkspaceBudget),
    staleTime: 0,
  });
}
